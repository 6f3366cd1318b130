// Goes on to the next page of a lesson or a quiz without loading the whole of it: forms and the link that leads on,
// inside [data-in-place]. What cannot be shown this way is left to the browser, as if this file were not here.
const WAIT = 1000;
const LIMIT = 30000;
const FIRST = [".errors", "[data-focus]", "main .notice[role=status]", "h1"];
const frame = frameOf(document);
let turn = 0;
let isBusy = false;
// A phone that keeps a course has a worker, which answers where the server does not: what a browser sends by itself.
const isKept = () => Boolean(navigator.serviceWorker?.controller);
// Of a page that was kept: it has no token, so its way leads by the worker.
const isKeptForm = (form) => isKept() && !form.elements.csrfmiddlewaretoken;
const isLeaving = () => document.documentElement.classList.contains("leaving");
let shown = location.pathname + location.search;

// All that is not the main part: where that differs, the browser loads the page.
function frameOf(page) {
  const parts = page.querySelectorAll("head link, head script, body > :not(main, .exit-bar)");
  return [page.documentElement.cloneNode(false), page.body.cloneNode(false), ...parts].map((one) => one.outerHTML).join("");
}

function say(word) {
  const line = document.querySelector("[data-in-place-line]");
  if (line) line.textContent = word ? line.dataset[word] : "";
}

async function ask(address, body) {
  // Kept alive: what was sent arrives, also when the page is left at once.
  const options = { headers: { "X-In-Place": "yes" }, signal: AbortSignal.timeout?.(LIMIT), keepalive: Boolean(body) };
  const answer = await fetch(address, body ? { ...options, method: "POST", body } : options);
  return { answer, page: new DOMParser().parseFromString(await answer.text(), "text/html") };
}

function swap(page, address) {
  document.querySelector("main").replaceChildren(...page.querySelector("main").childNodes);
  document.title = page.title;
  if (address && address !== shown) history.pushState(null, "", address);
  shown = location.pathname + location.search;
  scrollTo(0, 0);
  const first = FIRST.map((name) => document.querySelector(name)).find(Boolean);
  first?.setAttribute("tabindex", "-1");
  first?.focus({ preventScroll: true });
  first?.scrollIntoView({ block: "nearest" });
  document.dispatchEvent(new Event("swapped"));
}

// `leave` loads the page the long way; `form` is what was sent, if anything was.
async function go(address, { form = null, leave, isBack = false }) {
  const own = (turn += 1);
  const body = form && new URLSearchParams(new FormData(form));
  const waiting = setTimeout(() => say("wait"), WAIT);
  isBusy = true;
  try {
    const { answer, page } = await ask(address, body);
    if (own !== turn || isLeaving()) return;
    const isOff = answer.status === 429 || answer.status >= 500;
    const isShown = [200, 409, 422].includes(answer.status) && page.querySelector("main");
    clearTimeout(waiting);
    if (isOff) say(answer.status === 429 ? "many" : "trouble");
    else if (!isShown) leave(address);
    else {
      const target = new URL(answer.headers.get("Content-Location") ?? answer.url, location);
      const place = target.pathname + target.search;
      const isStored = answer.ok;
      if (frameOf(page) !== frame) leave(isStored ? place : address);
      else swap(page, isStored && !isBack ? place : "");
    }
  } catch {
    if (own !== turn || isLeaving()) return;
    clearTimeout(waiting);
    isBack || isKept() ? leave(address) : say("offline");
  } finally {
    clearTimeout(waiting);
    if (own === turn) isBusy = false;
    form?.removeAttribute("aria-busy");
  }
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || isKeptForm(form) || form.method !== "post" || !form.closest("[data-in-place]")) return;
  event.preventDefault();
  if (isBusy) return;
  say("");
  form.setAttribute("aria-busy", "true");
  const address = form.getAttribute("action") || location.href;
  go(address, { form, leave: (to) => (to === address ? form.submit() : location.assign(to)) });
});

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("[data-in-place] a[data-primary]");
  const isPlain = !event.defaultPrevented && !event.button && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
  if (!link || !isPlain || link.target || link.origin !== location.origin) return;
  event.preventDefault();
  if (isBusy) return;
  say("");
  go(link.href, { leave: (to) => location.assign(to) });
});

addEventListener("popstate", () => {
  if (location.pathname + location.search === shown) return;
  shown = location.pathname + location.search;
  go(location.href, { isBack: true, leave: () => location.reload() });
});
