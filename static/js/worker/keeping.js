// Keeps a course, asks whether it is still as it should be, and lets it go: with the fourteenth day at the latest.
const DAY = 86400000;
const LINKED = /@import url\("?([^")]+)"?\)|url\("?([^")]+)"?\)|^import "([^"]+)";/gm;

// A stored page is as strict as the answer it came with, and no other cache takes a copy of it.
function asPage(html, headers) {
  const own = { "Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-store" };
  for (const name of ["Content-Security-Policy", "X-Frame-Options", "Referrer-Policy", "X-Content-Type-Options"]) {
    if (headers.get(name)) own[name] = headers.get(name);
  }
  return new Response(html, { headers: own });
}

// A file with what it loads itself: sheets, fonts and pictures of a sheet, modules of a script.
async function keepFile(cache, address, seen) {
  if (seen.has(address) || new URL(address, location).origin !== location.origin) return;
  seen.add(address);
  // The name of a file changes with what is in it: what is here needs no second load.
  const had = await cache.match(address);
  const answer = had ?? (await fetch(address));
  if (!answer.ok) throw new Error(`${address} ${answer.status}`);
  const kind = answer.headers.get("Content-Type") || "";
  const text = /css|javascript/.test(kind) ? await answer.clone().text() : "";
  if (!had) await cache.put(address, answer);
  for (const [, sheet, part, module] of text.matchAll(LINKED)) {
    const inner = sheet || part || module;
    if (!inner.startsWith("data:")) await keepFile(cache, new URL(inner, new URL(address, location)).pathname, seen);
  }
}

async function keepCourse(id, withMedia) {
  const before = await kept.get("courses", id);
  const answer = await fetch(`/phone/course/${id}/pages/`, { cache: "no-store" });
  if (!answer.ok) throw new Error(answer.status);
  const told = await answer.json();
  const cache = await caches.open(kept.cacheOf(id));
  const files = new Set();
  for (const address of [...told.files, ...(withMedia ? told.media : [])]) await keepFile(cache, address, files);
  for (const [address, html] of Object.entries(told.pages)) await cache.put(address, asPage(html, answer.headers));
  for (const { url } of await cache.keys()) {
    const address = url.slice(location.origin.length);
    if (!(address in told.pages) && !files.has(address)) await cache.delete(url);
  }
  const { pages, files: _listed, finished, ...rest } = told;
  const until = before?.until ?? Date.now() + kept.days * DAY;
  const quizzes = stillAsked(told.quizzes, finished);
  await kept.put("courses", { ...rest, quizzes, id, until, withMedia, done: [] });
}

// What has been gone through stays to be read and is not asked again, unless it was begun anew.
function stillAsked(quizzes, finished) {
  return quizzes.map((quiz) => (!quiz.attempt && finished.includes(quiz.path) ? { ...quiz, questions: [] } : quiz));
}

// An attempt that began since, with its questions as they are asked there.
async function renewAttempts() {
  for (const course of await kept.all("courses")) {
    const answer = await fetch(`/phone/course/${course.id}/pages/?only=attempts`, { cache: "no-store" });
    if (!answer.ok) continue;
    const { pages, quizzes, finished } = await answer.json();
    const cache = await caches.open(kept.cacheOf(course.id));
    for (const [address, html] of Object.entries(pages)) await cache.put(address, asPage(html, answer.headers));
    const begun = new Set(quizzes.map((quiz) => quiz.path));
    const others = course.quizzes.filter((quiz) => !begun.has(quiz.path));
    // Open before and open no longer: it has been gone through.
    for (const quiz of others) quiz.attempt = "";
    await kept.put("courses", { ...course, quizzes: stillAsked([...quizzes, ...others], finished), done: [] });
  }
}

// What has changed leaves before the new comes: it may have been taken away for safety.
async function askForNews(course) {
  const answer = await fetch(course.news, { cache: "no-store", headers: { "If-None-Match": course.version } });
  if (answer.status === 410) return leave();
  if (answer.status === 404) return forget(course.id);
  if (!answer.ok) return;
  const { digests } = await answer.json();
  const cache = await caches.open(kept.cacheOf(course.id));
  const asked = course.quizzes.flatMap((quiz) => (quiz.attempt ? quiz.questions.map(({ page }) => page) : []));
  const stale = Object.keys(course.digests).filter((address) => digests[address] !== course.digests[address]);
  for (const address of [...stale, ...asked]) await cache.delete(address);
  for (const address of stale) delete course.digests[address];
  const quizzes = course.quizzes.filter((quiz) => !quiz.attempt);
  const isSame = Object.keys(digests).every((address) => address in course.digests);
  // Something else on the site has changed: the pages need no second load.
  const version = isSame ? answer.headers.get("ETag") : course.version;
  await kept.put("courses", { ...course, quizzes, version });
  await (isSame ? renewAttempts() : keepCourse(course.id, course.withMedia));
}

async function askForAllNews() {
  for (const course of await kept.all("courses")) await askForNews(course).catch(() => {});
}

async function forget(id) {
  await caches.delete(kept.cacheOf(id));
  await kept.remove("courses", id);
  if (!(await kept.all("courses")).length) await leave();
}

// Nothing stays, nor does the worker. What waits is sent first, if it can be.
async function leave() {
  await sendAll().catch(() => {});
  await kept.leave();
}

async function letGoWhatIsOver() {
  const over = (await kept.all("courses")).filter((course) => course.until < Date.now());
  for (const course of over) await forget(course.id);
}
