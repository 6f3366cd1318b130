// Pages come from the server whenever it answers; what is kept is shown only where it does not.
const ASK_AGAIN_MS = 60000;
// A line that is there and carries nothing is no connection.
const PATIENCE_MS = 12000;
let askedAt = 0;
let isNew = true;

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));
// At each start of the worker, whatever wakes it.
const ready = letGoWhatIsOver().catch(() => {});

async function isBack() {
  await sendAll();
  if (isNew || Date.now() - askedAt > ASK_AGAIN_MS) {
    [askedAt, isNew] = [Date.now(), false];
    await askForAllNews();
  }
}

function within(milliseconds, work) {
  return Promise.race([work, new Promise((_done, fail) => setTimeout(fail, milliseconds, new Error("slow")))]);
}

async function openPage(event, url) {
  await ready;
  if (!kept.isGone()) await letGoWhatIsOver();
  if (kept.isGone()) return fetch(event.request);
  const address = url.pathname + url.search;
  try {
    await finishEnding();
    const isKept = await caches.match(address);
    const answer = await (isKept ? within(PATIENCE_MS, fetch(event.request)) : fetch(event.request));
    if (!kept.isGone()) event.waitUntil(isBack().catch(() => {}));
    return answer;
  } catch {
    if (kept.isGone()) return Response.error();
    isNew = true;
    return openStored(url, address);
  }
}

async function openStored(url, address) {
  if ((await isPaused()) && !isOpen(url.pathname)) return stored("paused", address);
  const attempt = /^\/learn\/([\w-]{22})\/$/.exec(url.pathname);
  const found = attempt && (await findQuiz((quiz) => quiz.attempt === attempt[1]));
  if (found) return Response.redirect(await onwardIn(found), 303);
  return (await caches.match(address)) ?? (await caches.match(url.pathname)) ?? stored("offline");
}

// A stored page's form has no token: it goes by way of what is kept, with a connection as without.
async function act(event, given) {
  const form = await event.request.clone().formData();
  if (form.get("csrfmiddlewaretoken")) {
    try {
      const answer = await fetch(event.request);
      event.waitUntil(noteAct(given, form, answer).catch(() => {}));
      return answer;
    } catch (error) {
      if (isByScript(event.request)) throw error;
      isNew = true;
    }
  }
  if (given.act === "begin") {
    const found = await findQuiz((quiz) => quiz.start === given.path);
    return found ? Response.redirect(await onwardIn(found), 303) : stored("offline");
  }
  const from = new URL(event.request.referrer || STORED, location);
  const waits = await keepAct(given, form);
  if (!waits) return stored("choose", from.pathname + from.search);
  registration.sync?.register("send").catch(() => {});
  if (!form.get("csrfmiddlewaretoken")) await within(PATIENCE_MS, sendAll()).catch(() => {});
  const sent = await kept.get("acts", waits.key);
  if (!sent) return Response.redirect(waits.onward, 303);
  if (sent.outcome !== "stored") return stored("said", sent.outcome ? STORED : waits.onward);
  await kept.remove("acts", waits.key);
  return Response.redirect(sent.url, 303);
}

// An answer that the server has taken is not asked again without it.
async function noteAct({ act, of }, form, answer) {
  const isTaken = answer.type === "opaqueredirect" || answer.redirected || answer.headers.has("Content-Location");
  if (!isTaken) return;
  if (act === "begin") return renewAttempts();
  const found = act !== "finish" && (await findQuiz((quiz) => quiz.attempt === of));
  if (!found) return;
  found.course.done.push(form.get("question"));
  await kept.put("courses", found.course);
}

async function post(event, url) {
  await ready;
  const path = url.pathname;
  // What another site sends is the server's to refuse: nothing of it is kept, or sent with a token of ours.
  const isOurs = event.request.referrer.startsWith(`${location.origin}/`);
  if (kept.isGone() || (path !== PAUSE && !isOurs)) return fetch(event.request);
  if (path === PAUSE) await kept.put("state", { name: "paused" });
  const given = actAt(path);
  if (given) return act(event, given);
  if (path === CARRY_ON) return carryOn(event.request, await event.request.clone().formData());
  const form = ENDS.includes(path) && (await event.request.clone().formData());
  if (form && !form.get("csrfmiddlewaretoken")) return end(event, path);
  try {
    const answer = await fetch(event.request);
    if (ENDS.includes(path) && (answer.ok || answer.type === "opaqueredirect")) {
      await kept.leave();
    } else if (path !== SEND) event.waitUntil(askForAllNews());
    return answer;
  } catch {
    if (path === PAUSE) return new Response(null, { status: 204 });
    return form ? end(event, path) : stored("offline");
  }
}

async function listen({ keep, withMedia, gone, back }, port) {
  try {
    if (keep) {
      kept.begin();
      await keepCourse(keep, withMedia);
    }
    if (gone) await forget(gone);
    if (back) {
      isNew = true;
      await isBack();
    }
    port?.postMessage("done");
  } catch {
    port?.postMessage("failed");
  }
}

addEventListener("fetch", (event) => {
  if (kept.isGone()) return;
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== location.origin || /^\/((admin|staff)\/|sign-)/.test(url.pathname)) return;
  if (request.method === "POST") event.respondWith(post(event, url));
  else if (request.mode === "navigate") event.respondWith(openPage(event, url));
  else if (request.method === "GET") event.respondWith(isByScript(request) ? goOn(event) : openFile(request));
});

addEventListener("sync", (event) => event.waitUntil(sendAll()));
addEventListener("message", (event) => event.waitUntil(listen(event.data, event.ports[0])));
