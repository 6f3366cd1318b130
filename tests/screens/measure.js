// Run in a page: what cannot be hit by a finger, and what sticks out of the window. Gives back lines to read.
() => {
  const LEAST = 44;
  const found = [];
  const name = (element) => {
    const text = (element.innerText || element.getAttribute("aria-label") || element.name || "").trim().slice(0, 30);
    return `${element.tagName.toLowerCase()}.${[...element.classList].join(".")} "${text}"`;
  };
  const seen = (element) => {
    const box = element.getBoundingClientRect();
    const style = getComputedStyle(element);
    return box.width > 1 && box.height > 1 && style.visibility !== "hidden" && box.bottom + scrollY > 0;
  };
  // WCAG's own exceptions: a link within a sentence, and what the browser draws by itself.
  const inSentence = (element) => {
    if (getComputedStyle(element).display !== "inline") return false;
    const around = element.closest("p, li, dd, td, span, strong, label");
    return Boolean(around) && around.innerText.trim() !== element.innerText.trim();
  };
  const reach = (element) => {
    const boxes = [element, ...(element.labels || [])].map((part) => part.getBoundingClientRect());
    const after = getComputedStyle(element, "::after");
    if (after.position === "absolute" && after.content !== "none") {
      const card = element.offsetParent || element;
      boxes.push(card.getBoundingClientRect());
    }
    return {
      width: Math.max(...boxes.map((box) => box.right)) - Math.min(...boxes.map((box) => box.left)),
      height: Math.max(...boxes.map((box) => box.bottom)) - Math.min(...boxes.map((box) => box.top)),
    };
  };
  const targets = "a[href], button, input:not([type=hidden]), select, textarea, summary, [role=button], [tabindex='0']";
  for (const element of document.querySelectorAll(targets)) {
    if (!seen(element) || inSentence(element) || element.matches(".visually-hidden")) continue;
    const { width, height } = reach(element);
    // Half a pixel is what rounding takes.
    if (width < LEAST - 0.5 || height < LEAST - 0.5) {
      found.push(`target of ${Math.round(width)} x ${Math.round(height)}: ${name(element)}`);
    }
  }
  const wide = document.scrollingElement.scrollWidth - innerWidth;
  if (wide > 0) {
    const outside = (box) => box.right > innerWidth + 1 || box.left < -1;
    const culprit = [...document.body.querySelectorAll("*")].find(
      (element) => outside(element.getBoundingClientRect()) && !element.closest(".scroll, .visually-hidden"),
    );
    found.push(`${wide} px wider than the window: ${culprit ? name(culprit) : "?"}`);
  }
  return found;
}
