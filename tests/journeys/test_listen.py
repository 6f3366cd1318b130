"""A lesson and its questions read aloud: by a voice that lives on the phone, or not at all."""

import pytest

from tests.factories.courses import make_small_course
from tests.factories.partners import make_partners
from tests.journeys.steps import go_forward

# In place of the phone's speech, which a browser without a sound card has not: says each sentence in 50 ms, or
# in as many as `pace` says: a machine that is busy is not to find it finished before it presses a button.
VOICE = """
(() => {
  const heard = [];
  let timer = 0;
  globalThis.heard = heard;
  Object.defineProperty(globalThis, "speechSynthesis", { value: {
    getVoices: () => VOICES,
    speak(spoken) {
      heard.push([spoken.voice.name, spoken.text]);
      globalThis.marked = document.querySelector("[data-reading]").innerText.includes(spoken.text);
      timer = setTimeout(() => spoken.onend?.(), globalThis.pace ?? 50);
    },
    cancel() { clearTimeout(timer); heard.push(["", "stopped"]); },
    addEventListener() {},
  }});
  globalThis.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
})();
"""
SENT_AWAY = '{name: "Cloud", lang: "en-GB", localService: false}'
OTHER = '{name: "Anna", lang: "de-DE", localService: true}'
OWN = '{name: "Sonia", lang: "en_GB", localService: true}'


@pytest.fixture
def lesson(live_server, transactional_db, django_db_serialized_rollback) -> str:
    make_small_course(make_partners())
    return f"{live_server.url}/alder/course-1/1/1/"


def opened(phone, address: str, *voices: str):
    page = phone()
    page.add_init_script(VOICE.replace("VOICES", f"[{', '.join(voices)}]"))
    page.goto(address)
    return page


def heard(page) -> list:
    return page.evaluate("heard")


def test_a_lesson_is_read_by_a_voice_of_the_phone(lesson, phone):
    page = opened(phone, lesson, SENT_AWAY, OTHER, OWN)
    page.evaluate(
        """document.querySelector('[data-listen]').innerHTML =
           `<p>One steady <b>adult</b> helps. Dr. Who? Yes!</p><p hidden>Hidden.</p><button>Press</button>
            <details><summary>More</summary><p>Shut.</p></details><p data-listen-skip>Not this.</p>`"""
    )
    listen = page.get_by_role("button", name="Listen")

    listen.click()
    page.wait_for_selector("[data-reading]", state="detached")
    said = [text for _voice, text in heard(page) if text != "stopped"]
    assert said[0] == "One steady adult helps."
    assert " ".join(said) == "One steady adult helps. Dr. Who? Yes! More"
    assert {voice for voice, _text in heard(page)} == {"Sonia", ""}


def test_a_question_is_read_with_its_choices_until_pause_stop_or_exit(lesson, phone):
    page = opened(phone, f"{lesson.removesuffix('1/')}3/", OWN)
    go_forward(page)
    page.evaluate("globalThis.pace = 60_000")
    page.get_by_role("button", name="Listen").click()
    page.get_by_role("button", name="Pause").click()
    before = heard(page)
    page.wait_for_timeout(200)
    assert heard(page) == before
    assert page.evaluate("marked")
    page.evaluate("globalThis.pace = 50")
    page.get_by_role("button", name="Listen on").click()
    page.wait_for_selector("[data-reading]", state="detached")
    assert heard(page)[len(before)] == before[-2]  # the sentence that was broken off, once more
    said = [text for _voice, text in heard(page) if text != "stopped"]
    assert list(dict.fromkeys(said)) == [
        "What helps most?",
        "Choose one.",
        "Listening",
        "Being there",
        "Shouting",
    ]
    page.evaluate("globalThis.pace = 60_000")
    page.get_by_role("button", name="Listen").click()
    page.get_by_role("button", name="Stop").click()
    assert page.get_by_role("button", name="Stop").count() == 0
    assert page.evaluate("document.activeElement.innerText.trim()") == "Listen"

    page.get_by_role("button", name="Listen").click()
    page.evaluate("navigator.sendBeacon = () => localStorage.setItem('at exit', heard.at(-1)[1])")
    page.route("**/weather", lambda route: route.abort())
    page.locator("[data-exit]").click(no_wait_after=True)
    other = page.context.new_page()
    other.goto(lesson)
    assert other.evaluate("localStorage.getItem('at exit')") == "stopped"


def test_the_button_hides_where_no_voice_of_the_phone_speaks_the_language(lesson, phone):
    page = opened(phone, lesson, SENT_AWAY, OTHER)

    assert page.get_by_text("One steady adult helps.").is_visible()
    assert page.get_by_role("button", name="Listen").count() == 0
    assert page.locator("[data-listen-of]").count() == 1

    without = phone(javascript=False)
    without.goto(lesson)
    assert without.get_by_role("button", name="Listen").count() == 0
