// What somebody does without a connection: kept with the key it is sent by, and sent once each.
const SEND = "/phone/kept/send/";
const ACTS = [
  [/^\/learn\/finish\/(.+)$/, "finish"],
  [/^\/learn\/quiz\/(.+)$/, "begin"],
  [/^\/learn\/([\w-]{22})\/answer\/$/, "answer"],
  [/^\/learn\/([\w-]{22})\/set-aside\/$/, "aside"],
];

function actAt(path) {
  for (const [pattern, act] of ACTS) {
    const found = pattern.exec(path);
    if (found) return { act, of: found[1], path };
  }
  return null;
}

const randomKey = () =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

async function findQuiz(matches) {
  for (const course of await kept.all("courses")) {
    const quiz = course.quizzes.find(matches);
    if (quiz) return { course, quiz };
  }
  return null;
}

// The next question that is kept and has no answer yet, else what follows the quiz.
async function onwardIn({ course, quiz }) {
  const given = new Set([...course.done, ...(await kept.acts()).map((act) => act.question)]);
  return quiz.questions.find(({ id }) => !given.has(id))?.page ?? quiz.onward;
}

// Gives the key it waits under and the address of what follows; null where nothing was chosen.
async function keepAct({ act, of, path }, form) {
  const courses = await kept.all("courses");
  const owner = courses[0]?.owner ?? "";
  const base = { key: form.get("key") || randomKey(), at: Date.now(), act, owner };
  if (act === "finish") {
    await kept.put("acts", { ...base, key: path, path: of });
    return { key: path, onward: courses.map((course) => course.lessons[path]).find(Boolean) ?? "/phone/kept/" };
  }
  const choice = form.getAll("choice");
  if (act === "answer" && !choice.length) return null;
  const found = await findQuiz((quiz) => quiz.form === of);
  const question = form.get("question");
  const before = (await kept.waiting()).find((one) => one.question === question);
  // The first answer counts, as it does everywhere.
  if (!before) {
    const attempt = found ? found.quiz.attempt : of;
    const where = { attempt, path: attempt ? "" : found.quiz.path };
    await kept.put("acts", { ...base, ...where, question, choice, version: Number(form.get("version")) });
  }
  return { key: before?.key ?? base.key, onward: found ? await onwardIn(found) : "/phone/kept/" };
}

let sending = null;

function sendAll() {
  sending ??= sendEach().finally(() => (sending = null));
  return sending;
}

async function sendEach() {
  const acts = await kept.waiting();
  if (!acts.length) return;
  const { token } = await (await fetch(SEND, { cache: "no-store" })).json();
  for (const act of acts) {
    const fields = { csrfmiddlewaretoken: token, act: act.act, key: act.key, owner: act.owner, path: act.path };
    const body = new URLSearchParams(fields);
    if (act.act !== "finish") {
      body.set("attempt", act.attempt);
      body.set("question", act.question);
      body.set("version", act.version);
      for (const one of act.choice) body.append("choice", one);
    }
    const answer = await fetch(SEND, { method: "POST", body, redirect: "error" });
    // Not now: it waits, and what comes after it waits with it.
    if (![200, 409, 422].includes(answer.status)) return;
    const told = await answer.json();
    // A page that is finished needs no second look; an answer has something to be read.
    if (act.act === "finish" && told.outcome === "stored") await kept.remove("acts", act.key);
    else {
      // What was chosen is with the server now, and stays here no longer.
      const { choice: _sent, ...rest } = act;
      await kept.put("acts", { ...rest, ...told });
    }
  }
  await renewAttempts().catch(() => {});
  await tellPages();
}

async function tellPages() {
  for (const page of await clients.matchAll()) page.postMessage("sent");
}
