// Leaves at once: the page goes blank first, pauses this phone on the way, and the way back is not kept.
const link = document.querySelector("[data-exit]");
const WITHIN = 5000;
let presses = [];
let forgets = 0;

function leave(event) {
  event?.preventDefault();
  document.documentElement.classList.add("leaving");
  document.title = " ";
  globalThis.speechSynthesis?.cancel();
  for (const heard of document.querySelectorAll("audio, video")) heard.pause();
  navigator.sendBeacon?.(link.dataset.pause);
  location.replace(link.href);
}

// Said to whoever hears the page: how many presses are still to come.
function say(word) {
  link.nextElementSibling.textContent = link.dataset[word] ?? "";
}

function forget() {
  clearTimeout(forgets);
  if (presses.length) say("");
  presses = [];
}

function count(event) {
  if (event.key !== "Shift") return forget();
  if (event.repeat) return;
  const now = Date.now();
  presses = [...presses.filter((at) => now - at < WITHIN), now];
  if (presses.length === 3) return leave();
  say(presses.length === 2 ? "one" : "two");
  clearTimeout(forgets);
  forgets = setTimeout(forget, WITHIN);
}

// A keyboard on the screen may push the top of the page out of sight: the bar goes along.
function follow() {
  const bar = link.parentElement;
  bar.style.translate = `0 ${Math.max(0, visualViewport.offsetTop)}px`;
}

// The answer to a form: Back and loading again ask for a page, and send nothing a second time.
const again = document.querySelector("meta[name=asked-again]");
if (again) history.replaceState(history.state, "", again.content);

if (link) {
  visualViewport?.addEventListener("scroll", follow);
  visualViewport?.addEventListener("resize", follow);
  link.addEventListener("click", leave);
  document.addEventListener("keydown", count);
  // Kept by the browser for Back: shown again, it asks the server anew.
  addEventListener("pageshow", (event) => event.persisted && location.reload());
}
