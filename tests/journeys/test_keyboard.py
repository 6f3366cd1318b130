"""From the section's front page to the certificate without a mouse; nothing under the exit bar; own colours."""

from tests.factories.courses import make_small_course
from tests.factories.partners import make_partners
from tests.journeys.steps import let_the_worker_work, question_asked
from tests.screens.keyboard import Keyboard

ON = "main [data-primary]"


def test_from_the_first_page_to_the_certificate_by_keyboard_alone(site, phone):
    page = phone(reduced_motion="reduce")
    keys = Keyboard(page)
    page.goto(f"{site}/clarion/")
    keys.press("Tab")
    assert keys.is_at(".skip-link")
    keys.press("Enter")
    assert keys.is_at("main")
    keys.follow("a[href='/clarion/short-course/']")

    has_missed_one = False
    for _page in range(30):
        if page.url.endswith("/name/"):
            break
        if page.locator("input[name=choice]").count():
            if not has_missed_one:
                keys.follow(ON)
                assert page.get_by_text("Choose an answer first").first.is_visible()
                assert keys.is_at(".errors"), page.evaluate("document.activeElement.outerHTML")
                has_missed_one = True
            keys.choose("input[name=choice]", question_asked(page).right_ids)
        keys.follow(ON)
    keys.to("input[name=name]")
    page.keyboard.type("Zoë Ọlá Example")
    keys.follow(ON)
    keys.follow(ON)
    let_the_worker_work()
    page.reload()
    keys.to("a[href$='.pdf']")

    assert (keys.found, has_missed_one) == ([], True)
    assert keys.stops > 50


def test_nothing_is_under_the_exit_bar_on_the_way_back_up(site, phone):
    page = phone(size={"width": 320, "height": 256}, reduced_motion="reduce")
    page.goto(f"{site}/clarion/course-1/1/2/")
    keys = Keyboard(page)

    keys.to(".site-footer a[href='/']")
    keys.to(".skip-link", key="Shift+Tab")

    assert keys.found == []


# What looks like a button or a box keeps an edge; what is underlined needs none.
EDGES = """
() => [...document.querySelectorAll(".button:not(.button--quiet), .get-help, .choice label")].filter((element) => {
  const style = getComputedStyle(element);
  return style.borderTopStyle === "none" || parseFloat(style.borderTopWidth) < 1
    || style.borderTopColor === style.backgroundColor;
}).map((element) => element.className || element.tagName)
"""
MOVES = """
() => [...document.querySelectorAll("*")].filter((element) => {
  const style = getComputedStyle(element);
  return style.animationName !== "none" || style.transitionDuration.split(",").some((time) => parseFloat(time) > 0);
}).map((element) => element.className)
"""


def test_own_colours_and_no_movement_are_respected(live_server, transactional_db, phone):
    make_small_course(make_partners())
    page = phone(forced_colors="active", reduced_motion="reduce")
    page.goto(f"{live_server.url}/alder/course-1/1/3/")
    page.locator("main [data-primary]").click()
    page.locator("input[name=choice]").first.wait_for()

    page.keyboard.press("Tab")
    while not page.evaluate("document.activeElement.name === 'choice'"):
        page.keyboard.press("Tab")
    page.keyboard.press("Space")
    chosen = page.evaluate("""() => {
      const choice = document.activeElement, style = getComputedStyle(choice);
      const label = getComputedStyle(choice.labels[0]), other = getComputedStyle(
        [...document.querySelectorAll("input[name=choice]")].find((one) => !one.checked).labels[0]);
      return {
        checked: choice.checked,
        drawn: style.appearance !== "none" && parseFloat(style.width) >= 16 && style.opacity === "1",
        ring: label.outlineStyle !== "none" && parseFloat(label.outlineWidth) >= 3,
        differs: label.outlineStyle !== other.outlineStyle,
      };
    }""")

    assert chosen == {"checked": True, "drawn": True, "ring": True, "differs": True}
    assert page.evaluate(EDGES) == []
    assert page.evaluate(MOVES) == []
    page.emulate_media(reduced_motion="no-preference")
    assert page.evaluate(MOVES) != []
