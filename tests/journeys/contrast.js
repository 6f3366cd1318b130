// Run in a page that shows every kind of component: puts on one theme after another and reads the colours
// as the browser computes them. Gives back what cannot be read, and how much was looked at.
(themes) => {
  const parse = (text) => {
    const numbers = (text.match(/-?[\d.]+(?:e-?\d+)?/g) || []).map(Number);
    if (text.startsWith("color(srgb")) {
      return [numbers[0], numbers[1], numbers[2], numbers[3] ?? 1];
    }
    return [numbers[0] / 255, numbers[1] / 255, numbers[2] / 255, numbers[3] ?? 1];
  };
  const over = (top, under) => top.slice(0, 3).map((part, at) => part * top[3] + under[at] * (1 - top[3]));
  const light = (part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
  const luminance = (colour) => 0.2126 * light(colour[0]) + 0.7152 * light(colour[1]) + 0.0722 * light(colour[2]);
  const contrast = (one, other) => {
    const [high, low] = [luminance(one), luminance(other)].sort((a, b) => b - a);
    return (high + 0.05) / (low + 0.05);
  };
  let grounds = new Map();
  const ground = (element) => {
    if (!element) {
      return [1, 1, 1];
    }
    if (!grounds.has(element)) {
      grounds.set(element, groundOf(element));
    }
    return grounds.get(element);
  };
  const groundOf = (element) => {
    const style = getComputedStyle(element);
    const own = parse(style.backgroundColor);
    let found = own[3] === 1 ? own.slice(0, 3) : over(own, ground(element.parentElement));
    // A button under the pointer: a shade laid over the whole of it.
    const shade = style.boxShadow.match(/^(rgba?\([^)]*\)) 0px 0px 0px 160px inset/);
    if (shade) {
      found = over(parse(shade[1]), found);
    }
    return found;
  };
  const name = (element) => `${element.tagName.toLowerCase()}.${[...element.classList].join(".")}`;
  const path = (element) =>
    [element, element.parentElement, element.parentElement?.parentElement].filter(Boolean).map(name).join(" < ");

  const texts = new Map();
  for (const element of document.body.querySelectorAll("*")) {
    const says = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
    if ((says || element.matches("input:not([type=hidden]), select, textarea")) && element.getClientRects().length) {
      texts.set(path(element), element);
    }
  }
  const marks = new Map();
  for (const element of document.querySelectorAll(".choice input:checked + label, .is-done > .stop, .button--plain")) {
    marks.set(path(element), element);
  }
  const root = document.documentElement;
  const focused = document.activeElement;
  const bad = [];
  let looked = 0;
  const judge = (theme, what, ratio, least) => {
    looked += 1;
    if (ratio < least) {
      bad.push(`${theme["--brand"]} ${theme["--brand-tint"]}: ${what} ${ratio.toFixed(2)}`);
    }
  };
  for (const theme of themes) {
    grounds = new Map();
    for (const [property, value] of Object.entries(theme)) {
      root.style.setProperty(property, value);
    }
    for (const [where, element] of texts) {
      judge(theme, where, contrast(parse(getComputedStyle(element).color), ground(element)), 4.5);
    }
    for (const [where, element] of marks) {
      const border = parse(getComputedStyle(element).borderTopColor);
      judge(theme, `border of ${where}`, contrast(border, ground(element.parentElement)), 3);
    }
    const style = getComputedStyle(focused);
    const ring = parse(style.outlineColor);
    const edge = parse(style.boxShadow.match(/(rgba?|color)\([^)]*\)/)[0]);
    const around = ground(focused.parentElement);
    judge(theme, "ring against its edge", contrast(ring, edge), 3);
    judge(theme, "ring or edge against the ground", Math.max(contrast(ring, around), contrast(edge, around)), 3);
  }
  return { bad, looked, texts: texts.size, marks: marks.size, focused: name(focused) };
}
