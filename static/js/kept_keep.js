// Keeps a course on this phone, once somebody has asked for it. Before that nothing is registered and nothing stored.
const part = document.querySelector("[data-keep]");
const id = part.dataset.keep;
const say = part.querySelector("[data-keep-status]");
const shown = (name, is) => (part.querySelector(`[data-keep-${name}]`).hidden = !is);

// The worker's answer to one wish.
async function ask(wish) {
  const worker = (await navigator.serviceWorker.ready).active;
  const { port1, port2 } = new MessageChannel();
  const answer = new Promise((done) => (port1.onmessage = ({ data }) => done(data)));
  worker.postMessage(wish, [port2]);
  if ((await answer) !== "done") throw new Error("failed");
}

async function leaveNothing() {
  if (!(await kept.isThere()) || !(await kept.all("courses")).length) await kept.leave();
}

async function keep(event) {
  event.preventDefault();
  const form = event.target;
  const buttons = part.querySelectorAll("button");
  for (const button of buttons) button.disabled = true;
  say.textContent = say.dataset.busy;
  try {
    await navigator.serviceWorker.register("/worker.js", { scope: "/", updateViaCache: "none" });
    // From today on, where it was kept before.
    const before = await kept.get("courses", id);
    if (before) await kept.put("courses", { ...before, until: Date.now() + kept.days * 86400000 });
    await ask({ keep: id, withMedia: Boolean(form.elements.media?.checked ?? before?.withMedia) });
    form.submit();
  } catch {
    await leaveNothing();
    say.textContent = say.dataset.failed;
    for (const button of buttons) button.disabled = false;
  }
}

async function letGo(event) {
  event.preventDefault();
  await ask({ gone: id }).catch(() => {});
  if ((await kept.isThere()) && (await kept.all("courses")).some((course) => course.id !== id)) return location.reload();
  await leaveNothing();
  return event.target.submit();
}

const canKeep = "serviceWorker" in navigator && "caches" in self && "indexedDB" in self;
if (canKeep) {
  const course = (await kept.isThere()) ? await kept.get("courses", id) : null;
  if (course) {
    const until = new Date(course.until);
    part.querySelector("[data-keep-until]").textContent = until.toLocaleDateString(document.documentElement.lang, {
      day: "numeric",
      month: "long",
      year: "numeric",
    });
  }
  shown("offer", !course);
  shown("kept", Boolean(course));
  shown("cannot", false);
  for (const form of part.querySelectorAll("[data-keep-form]")) form.addEventListener("submit", keep);
  part.querySelector("[data-let-go-form]").addEventListener("submit", letGo);
}
