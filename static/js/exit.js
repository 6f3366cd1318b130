// Leaves at once: the page goes blank first, pauses this phone on the way, and the way back is not kept.
const link = document.querySelector("[data-exit]");
const WITHIN = 5000;
let presses = [];

function leave(event) {
  event?.preventDefault();
  document.documentElement.classList.add("leaving");
  document.title = " ";
  globalThis.speechSynthesis?.cancel();
  for (const heard of document.querySelectorAll("audio, video")) heard.pause();
  navigator.sendBeacon?.(link.dataset.pause);
  location.replace(link.href);
}

function count(event) {
  if (event.key !== "Shift" || event.repeat) {
    if (event.key !== "Shift") presses = [];
    return;
  }
  const now = Date.now();
  presses = [...presses.filter((at) => now - at < WITHIN), now];
  if (presses.length === 3) leave();
}

// A keyboard on the screen may push the top of the page out of sight: the bar goes along.
function follow() {
  const bar = link.parentElement;
  bar.style.translate = `0 ${Math.max(0, visualViewport.offsetTop)}px`;
}

if (link) {
  visualViewport?.addEventListener("scroll", follow);
  visualViewport?.addEventListener("resize", follow);
  link.addEventListener("click", leave);
  document.addEventListener("keydown", count);
  // Kept by the browser for Back: shown again, it asks the server anew.
  addEventListener("pageshow", (event) => event.persisted && location.reload());
}
