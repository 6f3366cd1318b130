// On a phone that keeps a course: says what waits, sends it once the line is back, and lets go of what is over.
const note = document.querySelector("[data-kept]");

function words(acts) {
  const say = note.dataset;
  const count = acts.filter((act) => !act.outcome).length;
  if (acts.some((act) => act.outcome === "refused")) return say.refused;
  if (count) return (count === 1 ? say.one : say.many).replace("%s", count);
  return acts.length ? say.sent : "";
}

async function show() {
  if (!(await kept.isThere())) return;
  const acts = await kept.acts();
  note.querySelector("[data-kept-words]").textContent = words(acts);
  note.hidden = !acts.length || Boolean(document.querySelector("[data-list]"));
  const waiting = acts.filter((act) => !act.outcome);
  for (const place of document.querySelectorAll("[data-unsent]")) {
    place.hidden = !waiting.length;
    place.querySelector("[data-unsent-words]").textContent = words(waiting);
  }
}

async function letGoWhatIsOver() {
  if (!(await kept.isThere()) || !(await kept.isOver())) return false;
  await kept.leave();
  return true;
}

if (note && self.indexedDB && navigator.serviceWorker) {
  if (!(await letGoWhatIsOver())) await show();
  addEventListener("online", () => navigator.serviceWorker.controller?.postMessage({ back: true }));
  navigator.serviceWorker.addEventListener("message", show);
}
