// What this phone keeps, in words: courses, what waits to be sent, and what became of what was sent.
const list = document.querySelector("[data-list]");
const part = (name) => list.querySelector(`[data-list-${name}]`);
const fill = (row, name, text) => {
  const place = row.querySelector(`[data-${name}]`);
  place.textContent = text ?? "";
  place.closest("p").hidden = !text;
};

function rows(name, entries, write) {
  const place = part(name);
  place.hidden = !entries.length;
  const model = place.querySelector("template");
  place.querySelector("ul").replaceChildren(
    ...entries.map((entry) => {
      const row = model.content.cloneNode(true);
      write(row, entry);
      return row;
    }),
  );
}

function dayOf(time) {
  return new Date(time).toLocaleDateString(document.documentElement.lang, { day: "numeric", month: "long" });
}

async function show() {
  if (!(await kept.isThere())) return;
  const courses = await kept.all("courses");
  const acts = await kept.acts();
  const waiting = acts.filter((act) => !act.outcome);
  rows("courses", courses, (row, course) => {
    row.querySelector("a").href = course.address;
    row.querySelector("a").textContent = course.title;
    row.querySelector("[data-until]").textContent = dayOf(course.until);
  });
  rows("waiting", waiting, (row, act) => (row.querySelector("[data-at]").textContent = dayOf(act.at)));
  rows(
    "refused",
    acts.filter((act) => act.outcome === "refused"),
    (row, act) => {
      fill(row, "message", act.message);
      fill(row, "question", act.asked);
      fill(row, "chosen", (act.chosen ?? []).join("; "));
      row.querySelector("a").href = act.url;
    },
  );
  rows(
    "sent",
    acts.filter((act) => act.outcome === "stored"),
    (row, act) => (row.querySelector("a").href = act.url),
  );
  part("seen").hidden = acts.length === waiting.length;
  part("nothing").hidden = courses.length + acts.length > 0;
}

async function seen() {
  for (const act of await kept.acts()) if (act.outcome) await kept.remove("acts", act.key);
  await show();
}

if ("keeping" in list.dataset && self.indexedDB) {
  await show();
  part("seen").querySelector("button").addEventListener("click", seen);
  navigator.serviceWorker?.addEventListener("message", show);
}
