// Reads a part of the page aloud, sentence by sentence, by a voice that lives on the phone: no word of it is sent.
// An element with an id and data-listen is what is read; components/listen.html with of="that id" holds the buttons.
const speech = globalThis.speechSynthesis;
const BLOCKS = "p, li, h1, h2, h3, h4, legend, label, summary, figcaption, dt, dd, td, th";
const SKIPPED =
  "button, input, select, textarea, audio, video, svg, script, .visually-hidden, [hidden], [aria-hidden=true], [data-listen-skip]";
let reading = null;

const code = (lang) => lang.replace("_", "-").toLowerCase();
const language = (lang) => code(lang).split("-")[0];

function voiceFor(lang) {
  const local = speech.getVoices().filter((one) => one.localService && language(one.lang) === language(lang));
  return local.find((one) => code(one.lang) === code(lang)) ?? local.find((one) => one.default) ?? local[0];
}

const langOf = (element) => element.closest("[lang]")?.lang || "en";

function isRead(element) {
  const shut = element.closest("details:not([open])");
  return !element.closest(SKIPPED) && (!shut || element.closest("summary")?.parentElement === shut);
}

function sentencesOf(text, lang) {
  if (!Intl.Segmenter) return text.match(/[^.!?…。।؟۔]+[.!?…。।؟۔]*/g) ?? [];
  return [...new Intl.Segmenter(lang, { granularity: "sentence" }).segment(text)].map((one) => one.segment);
}

// Block by block: {text, block} for each sentence.
function partsOf(root) {
  const texts = new Map();
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!isRead(element)) continue;
    const block = element.closest(BLOCKS) ?? element;
    texts.set(block, (texts.get(block) ?? "") + walker.currentNode.data);
  }
  return [...texts].flatMap(([block, text]) =>
    sentencesOf(text.replace(/\s+/g, " "), langOf(block))
      .map((sentence) => sentence.trim())
      .filter((sentence) => /[\p{L}\p{N}]/u.test(sentence))
      .map((sentence) => ({ text: sentence, block })),
  );
}

function label() {
  for (const box of document.querySelectorAll("[data-listen-of]")) {
    const go = box.querySelector("[data-listen-go]");
    const own = reading && reading.of === box.dataset.listenOf;
    go.dataset.listenWord ??= go.lastElementChild.textContent;
    go.lastElementChild.textContent = !own
      ? go.dataset.listenWord
      : reading.isOn ? go.dataset.listenPause : go.dataset.listenOn;
    box.querySelector("[data-listen-stop]").hidden = !own;
  }
}

function mark(block) {
  document.querySelector("[data-reading]")?.removeAttribute("data-reading");
  if (!block) return;
  block.setAttribute("data-reading", "");
  block.scrollIntoView({ block: "nearest" });
}

function say() {
  const now = reading;
  const part = now.parts[now.at];
  if (!part) return stop();
  const voice = voiceFor(langOf(part.block)) ?? voiceFor(langOf(now.root));
  if (!voice) return stop();
  const spoken = new SpeechSynthesisUtterance(part.text);
  Object.assign(spoken, { voice, lang: voice.lang });
  // What was broken off ends too, in some browsers: only the sentence that is being said leads on.
  spoken.onend = () => {
    if (reading !== now || now.spoken !== spoken || !now.isOn) return;
    now.at += 1;
    say();
  };
  spoken.onerror = () => reading === now && now.spoken === spoken && now.isOn && stop();
  now.spoken = spoken;
  mark(part.block);
  speech.speak(spoken);
}

// Pausing is breaking off and saying the sentence again: pause() is not kept by every phone.
function turn(of) {
  if (reading?.of !== of) {
    stop();
    const root = document.getElementById(of);
    reading = { of, root, parts: partsOf(root), at: 0, isOn: true };
    say();
  } else if (reading.isOn) {
    reading.isOn = false;
    speech.cancel();
  } else {
    reading.isOn = true;
    say();
  }
  label();
}

function stop() {
  reading = null;
  speech.cancel();
  mark(null);
  label();
}

// Shown where there is such a voice, and nobody has read the words out for us already.
function prepare() {
  for (const box of document.querySelectorAll("[data-listen-of]")) {
    const root = document.getElementById(box.dataset.listenOf);
    box.hidden = !root || Boolean(root.querySelector("[data-recording]")) || !voiceFor(langOf(root));
  }
}

if (speech && globalThis.SpeechSynthesisUtterance) {
  document.addEventListener("click", (event) => {
    const box = event.target.closest?.("[data-listen-of]");
    if (event.target.closest?.("[data-listen-go]")) turn(box.dataset.listenOf);
    if (!event.target.closest?.("[data-listen-stop]")) return;
    stop();
    box.querySelector("[data-listen-go]").focus();
  });
  document.addEventListener("swapped", () => (stop(), prepare()));
  addEventListener("pagehide", stop);
  speech.addEventListener?.("voiceschanged", prepare);
  prepare();
}
