"""Somebody who uses no mouse: goes from stop to stop, and sees each time where they are."""

from collections.abc import Collection

from tests.journeys.steps import going_on

# What shows the focus may be the element, its label, or the card that a link fills.
SHOWN = """
() => {
  const look = (element, part) => {
    const style = getComputedStyle(element, part);
    return [style.outlineStyle, style.outlineWidth, style.outlineColor, style.boxShadow, style.top].join();
  };
  const all = (element) =>
    [look(element), look(element, "::after"), ...[...(element.labels || [])].map((label) => look(label))].join("|");
  const found = [];
  const before = window.stoppedAt;
  if (before && before.element.isConnected && before.element !== document.activeElement
      && all(before.element) === before.look) {
    found.push(`no sign of the focus: ${before.name}`);
  }
  const element = document.activeElement;
  if (!element || element === document.body) {
    window.stoppedAt = null;
    return { name: "", found };
  }
  const name = `${element.tagName.toLowerCase()} ${(element.innerText || element.name || "").trim().slice(0, 30)}`;
  window.stoppedAt = { element, name, look: all(element) };
  const label = element.labels?.[0];
  const box = (label || element).getBoundingClientRect();
  const exit = document.querySelector(".exit");
  if (exit && element !== exit && !element.classList.contains("skip-link") && element.tagName !== "MAIN") {
    const bar = exit.getBoundingClientRect();
    const across = Math.min(box.right, bar.right) - Math.max(box.left, bar.left);
    const down = Math.min(box.bottom, bar.bottom) - Math.max(box.top, bar.top);
    if (across > 1 && down > 1) found.push(`under the exit bar: ${name}`);
  }
  if (box.bottom <= 0 || box.top >= innerHeight) found.push(`out of sight: ${name}`);
  return { name, found };
}
"""


class Keyboard:
    """Presses keys on a page, and keeps what was wrong at any stop in `found`."""

    def __init__(self, page):
        self.page, self.found, self.stops = page, [], 0

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)
        self.look()

    def look(self) -> None:
        self.stops += 1
        seen = self.page.evaluate(SHOWN)
        self.found += [f"{self.page.url}: {line}" for line in seen["found"]]

    def is_at(self, selector: str) -> bool:
        return self.page.evaluate("selector => document.activeElement.matches(selector)", selector)

    def to(self, selector: str, *, key: str = "Tab", most: int = 120) -> None:
        """From stop to stop until one that this selects."""
        for _turn in range(most):
            self.press(key)
            if self.is_at(selector):
                return
        raise AssertionError(f"{self.page.url}: never came to {selector}")

    def follow(self, selector: str) -> None:
        """To a link or a button, and Enter."""
        self.to(selector)
        with going_on(self.page):
            self.page.keyboard.press("Enter")

    def choose(self, group: str, values: Collection[str]) -> None:
        """Radio buttons by arrow keys, boxes one by one."""
        self.to(group)
        if self.page.evaluate("document.activeElement.type") == "radio":
            self.press("Space")
            for _turn in range(12):
                if self.page.evaluate("document.activeElement.value") in values:
                    return
                self.press("ArrowDown")
            raise AssertionError(f"{self.page.url}: no arrow leads to {values}")
        for _turn in range(12):
            if self.page.evaluate("document.activeElement.value") in values:
                self.press("Space")
            if self.page.locator(f"{group}:checked").count() == len(values):
                return
            self.press("Tab")
