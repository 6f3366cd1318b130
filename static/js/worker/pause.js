// Exit pauses what is kept as well: until somebody carries on, stored pages stay behind the stored pause page.
const PAUSE = "/phone/pause/";
const CARRY_ON = "/phone/carry-on/";
const ENDS = ["/phone/clear/", "/phone/fresh/"];
const STORED = "/phone/kept/";
// Never behind the pause: what may be done with the phone. Get help stays open too.
const isOpen = (path) => ENDS.includes(path) || path.endsWith("/help/");
const isPaused = async () => Boolean(await kept.get("state", "paused"));

// Stored pages name the way on by a word that is no address.
async function stored(name, onward = STORED) {
  const found = await caches.match(`${STORED}${name}/`);
  if (!found) return Response.error();
  const text = (await found.text()).replaceAll(`${STORED}on/`, onward.replaceAll("&", "&amp;"));
  return asPage(text, found.headers);
}

// Without a connection the phone's own part is done at once; the server's is remembered by its address alone.
async function end(event, path) {
  const said = await stored("cleared");
  await kept.wipe(true);
  await kept.put("state", { name: "ended", path });
  event.waitUntil(clearUp().catch(() => {}));
  return said;
}

// The styles of the last page stay for the moment in which it is drawn.
async function clearUp() {
  await new Promise((done) => setTimeout(done, 2000));
  await kept.dropCaches();
  await finishEnding();
}

// Before anything else is asked for: the server lets go of this phone, and the worker goes.
async function finishEnding() {
  const ended = await kept.get("state", "ended");
  if (!ended) return;
  await kept.dropCaches();
  const { token } = await (await fetch(SEND, { cache: "no-store" })).json();
  const body = new URLSearchParams({ csrfmiddlewaretoken: token });
  const answer = await fetch(ended.path, { method: "POST", body, redirect: "manual" });
  if (!answer.ok && answer.type !== "opaqueredirect") return;
  await kept.leave();
}

async function carryOn(request, form) {
  try {
    if (form.get("csrfmiddlewaretoken")) {
      const answer = await fetch(request);
      // Where a page comes back, the server asks for more.
      if (answer.type === "opaqueredirect") await kept.remove("state", "paused");
      return answer;
    }
  } catch {
    // No connection: whoever holds the phone goes on, as they do with one.
  }
  await kept.remove("state", "paused");
  const next = form.get("next") ?? "";
  return Response.redirect(/^\/[^/\\]/.test(next) ? next : STORED, 303);
}
