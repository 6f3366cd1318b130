"""What pages are put together from, with made-up words; each state that a learner or a colleague can meet."""

from datetime import date
from types import SimpleNamespace

from django.core.paginator import Paginator
from django.utils.translation import gettext as _

from .specimen import Specimen, State


def to_press() -> list[Specimen]:
    on, save = _("Carry on"), _("Save")
    page = Paginator(range(60), 20).page(2)
    button = {"action": "#buttons", "label": save, "is_preview": True}
    return [
        Specimen(
            _("The one way on"),
            "components/next_link.html",
            [
                State(_("As it stands"), {"url": "#buttons", "label": on}),
                State(_("With the focus"), {"url": "#buttons", "label": on}, is_focused=True),
            ],
        ),
        Specimen(
            _("A button"),
            "components/post_button.html",
            [
                State(_("The one way on"), button),
                State(_("One of two that weigh the same"), {**button, "kind": "plain"}),
                State(_("Beside another"), {**button, "kind": "quiet"}),
                State(_("With the focus"), {**button, "kind": "plain"}, is_focused=True),
            ],
        ),
        Specimen(
            _("Are you sure?"),
            "components/confirm.html",
            [State("", {"submit_label": _("Yes, end it"), "cancel_url": "#buttons", "action": "#buttons"})],
        ),
        Specimen(
            _("Exit this page"),
            "components/exit_bar.html",
            [State("", {"url": "#look"}), State(_("With the focus"), {"url": "#look"}, is_focused=True)],
        ),
        Specimen(_("Page by page"), "components/paging.html", [State("", {"page": page})]),
        Specimen(
            _("Listen"), "components/listen.html", [State(_("Where the phone has a voice"), {"of": "look"})]
        ),
        Specimen(_("Scripts of a lesson"), "components/learn_script.html", [State(_("Nothing to see"))]),
    ]


def said() -> list[Specimen]:
    begun = SimpleNamespace(claimed_at=None)
    claimed = SimpleNamespace(claimed_at=date(2026, 1, 1))
    return [
        Specimen(_("Taken away for safety"), "components/looked_at_again.html", [State("")]),
        Specimen(
            _("Where it is kept"),
            "components/saved_here.html",
            [State(_("On this phone"), {"learner": begun}), State(_("With a code"), {"learner": claimed})],
        ),
        Specimen(_("About Exit"), "components/about_exit.html", [State("")]),
        Specimen(
            _("What closes a lesson"),
            "courses/_lesson_end.html",
            [
                State(_("Not finished yet"), {"here": {**_lesson(), "is_done": False}}),
                State(_("Finished"), {"here": {**_lesson(), "is_done": True}}),
            ],
        ),
        Specimen(
            _("What becomes of the work on a phone"),
            "learning/_what_stays.html",
            [
                State(_("First time"), {"learner": None}),
                State(_("Begun"), {"learner": begun}),
                State(_("With a code"), {"learner": claimed}),
            ],
        ),
    ]


def _lesson() -> dict:
    return {
        "done_when": _("you have read to the end"),
        "next_url": "#said",
        "minutes_left": 12,
        "is_preview": True,
        "learner": None,
    }


def the_way() -> list[Specimen]:
    return [
        _course_card(),
        _trail(),
        Specimen(
            _("The parts of a course"),
            "components/parts.html",
            [
                State(_("First time"), {"parts": _parts(0), "with_goal": True}),
                State(_("On the way"), {"parts": _parts(1), "here": 2, "with_goal": True}),
                State(_("Finished"), {"parts": _parts(3), "with_goal": True}),
            ],
        ),
        Specimen(_("Where the path leads"), "components/path_goal.html", [State("")]),
        Specimen(
            _("Where one stands"),
            "components/part_label.html",
            [State("", {"number": 2}), State(_("A section's own part"), {"from_partner": _("Alder Homes")})],
        ),
    ]


def _course_card() -> Specimen:
    course = {
        "title": _("Small talks at home"),
        "summary": _("How to make room for everyday talks."),
        "minutes": 15,
        "parts": 3,
        "url": "#way",
        "begun": False,
        "completed": False,
        "is_sample": True,
    }
    return Specimen(
        _("A course"),
        "components/course_card.html",
        [
            State(_("First time"), {"course": course}),
            State(_("Begun, with the focus"), {"course": {**course, "begun": True}}, is_focused=True),
            State(_("Finished"), {"course": {**course, "completed": True}}),
        ],
    )


def _trail() -> Specimen:
    states = ((_("Just begun"), 0, 0), (_("On the way"), 2, 33), (_("Finished"), 6, 100))
    return Specimen(
        _("How far one has come"),
        "components/trail.html",
        [
            State(label, {"progress": {"done": done, "total": 6, "percent": percent}})
            for label, done, percent in states
        ],
    )


def _parts(finished: int) -> list[dict]:
    titles = [_("Listening"), _("Small steps"), _("Looking back")]
    return [
        {
            "number": number,
            "title": title,
            "minutes": 5,
            "url": "#way",
            "done": 2 if number <= finished else int(number == finished + 1 and finished > 0),
            "total": 2,
            "is_current": number == finished + 1 and finished > 0,
        }
        for number, title in enumerate(titles, start=1)
    ]


def helping() -> list[Specimen]:
    contact = {
        "name": _("A helpline"),
        "purpose": _("For anybody who wants to talk."),
        "number": "0800 000 000",
        "tel": "0800000000",
        "hours": _("Every day, 9am to 9pm"),
        "languages": _("Interpreters on request"),
        "checked_label": _("Checked on 1 March 2026"),
    }
    return [
        Specimen(
            _("A contact"),
            "components/support_contact.html",
            [
                State(_("As it stands"), {"contact": contact}),
                State(_("In an emergency"), {"contact": {**contact, "is_emergency": True}}),
                State(_("With the focus"), {"contact": contact}, is_focused=True),
                State(
                    _("Not known yet"),
                    {"contact": {"name": _("Your council"), "is_unknown": True, "needs_borough": True}},
                ),
            ],
        ),
        Specimen(_("A logo"), "components/logo.html", [State("", {"logo": _logo()})]),
    ]


def _logo() -> dict:
    from django.templatetags.static import static  # noqa: PLC0415 - asks the storage

    return {"url": static("img/favicon.svg"), "width": 44, "height": 44, "alt": _("A logo")}


def blocks() -> list[Specimen]:
    text = _("One steady adult helps. It can be you.")
    answer = {"heading": _("Does it help?"), "text": text}
    way = {"action": _("Open the door"), "consequence": _("They talk.")}
    shown = {
        "paragraph": (_("Words"), text),
        "callout": (_("To keep"), {"heading": _("To keep"), "text": text}),
        "check_in": (_("A thought"), {"text": text}),
        "accordion": (_("Questions and answers"), {"items": [answer, answer]}),
        "scenario": (
            _("What would you do?"),
            {"heading": _("At the door"), "situation": text, "ways": [way, way]},
        ),
    }
    return [
        Specimen(title, f"blocks/{name}.html", [State("", {"value": value})])
        for name, (title, value) in shown.items()
    ]
