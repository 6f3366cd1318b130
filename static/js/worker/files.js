// Asked for by a page's script, which leaves it to the browser where there is no answer.
const isByScript = (request) => request.headers.get("X-In-Place") === "yes";

async function goOn(event) {
  await ready;
  const answer = await within(PATIENCE_MS, fetch(event.request));
  if (!kept.isGone()) event.waitUntil(isBack().catch(() => {}));
  return answer;
}

// Styles, scripts, pictures and recordings: from the server, else from what is kept.
async function openFile(request) {
  try {
    return await fetch(request);
  } catch {
    const found = await caches.match(request.url);
    return found ? partOf(found, request.headers.get("Range")) : Response.error();
  }
}

// A player asks for a recording bit by bit.
async function partOf(found, range) {
  const [, from, to] = /^bytes=(\d+)-(\d*)$/.exec(range ?? "") ?? [];
  if (!from) return found;
  const whole = await found.blob();
  const end = Math.min(to ? Number(to) : whole.size - 1, whole.size - 1);
  const headers = { "Content-Type": whole.type, "Content-Range": `bytes ${from}-${end}/${whole.size}` };
  return new Response(whole.slice(Number(from), end + 1), { status: 206, headers });
}
