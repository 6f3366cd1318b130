// On a shared tablet: asks after a while without a touch whether somebody is still there, and closes the page if not.
// What it asks stands over the page and not in the way of Exit.
const dialog = document.querySelector("[data-tablet]");
const form = dialog?.querySelector("[data-stay]");
const LOOK_EVERY = 5000;
const TELL_EVERY = 5 * 60000;
let since = Date.now();
let touched = false;

async function stay() {
  touched = false;
  const body = new FormData(form);
  body.set("quiet", "yes");
  try {
    const answer = await fetch(form.action, { method: "POST", body });
    // Anything else means that the server has closed the work already.
    if (answer.status !== 204) return location.replace(dialog.dataset.finished);
    since = Date.now();
  } catch {
    // Without a connection the clock runs on: the server would close it too.
  }
}

function look() {
  const idle = Date.now() - since;
  if (idle >= dialog.dataset.over * 1000) location.replace(dialog.dataset.finished);
  else if (idle >= dialog.dataset.warn * 1000) dialog.open || dialog.show();
  else if (touched && idle >= TELL_EVERY) stay();
}

if (dialog) {
  for (const sign of ["pointerdown", "keydown"]) addEventListener(sign, () => (touched = true));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    dialog.close();
    stay();
  });
  setInterval(look, LOOK_EVERY);
  document.addEventListener("visibilitychange", look);
}
