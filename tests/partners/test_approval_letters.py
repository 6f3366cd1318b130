"""Who hears of a page that waits for approval, and of what was decided; and who does not."""

import pytest
from django.core import mail
from django.core.management import call_command

from accounts.models import User
from letters.models import Letter
from partners.domain import end_role
from partners.enums import Role

from .editing import act, person, press, submit


@pytest.fixture
def strangers(two_partners):
    """An approver elsewhere (see module), an operator, and Alder's coordinator: none of them has to do with it."""
    person(two_partners.alder, Role.COORDINATOR, email="coordinator@alder.example")
    User.objects.create_user("root@example.org", "a long password", is_superuser=True)


def letters() -> list[tuple[str, str]]:
    return list(Letter.objects.order_by("pk").values_list("address", "subject"))


def test_second_person_is_asked_and_nobody_else(module, trainer, second, programmes, strangers):
    submit(trainer, module, "Words about a hard subject")

    assert letters() == [("second@alder.example", "Something is waiting for you")]
    letter = Letter.objects.get()
    assert letter.sender_name == "Alder"
    assert f"http://testserver/admin/pages/{module.pk}/edit/" in letter.body
    assert "Words about a hard subject" in letter.body
    assert mail.outbox == []


def test_programmes_approver_is_asked_where_there_is_no_second_person(module, both, programmes, strangers):
    submit(both, module)

    assert [address for address, _subject in letters()] == ["approver@programme.example"]


def test_programmes_approver_is_asked_once_the_second_person_has_written(module, trainer, second, programmes):
    submit(trainer, module)

    act(second, module, title="Newer words")
    act(second, module, title="Newest words")

    assert [address for address, _subject in letters()] == [
        "second@alder.example",
        "approver@programme.example",
    ]


@pytest.mark.parametrize(
    ("decision", "subject"),
    [("approve", "Your page is approved"), ("reject", "Your page needs another look")],
)
def test_who_asked_hears_what_was_decided(module, trainer, second, strangers, decision, subject):
    submit(trainer, module)

    press(second, module, decision)

    assert letters()[1:] == [("trainer@alder.example", subject)]
    assert mail.outbox == []


@pytest.mark.parametrize("decision", ["approve", "reject"])
def test_who_asked_and_has_gone_since_hears_nothing(module, trainer, second, decision):
    """Ended means out: neither the page's title nor what is said about it follows anybody."""
    submit(trainer, module)
    end_role(membership=trainer.memberships.get(), by=None)

    press(second, module, decision)

    assert not module.get_latest_revision_as_object().workflow_in_progress
    assert [address for address, _subject in letters()] == ["second@alder.example"]


def test_comment_reaches_who_asked(module, trainer, second):
    submit(trainer, module)

    extra = '{"comment": "Say it more gently, please."}'
    act(second, module, "reject", **{"workflow-action-extra-data": extra})

    assert "Say it more gently, please." in Letter.objects.last().body


def test_submitted_again_is_asked_again(module, trainer, second):
    submit(trainer, module)
    press(second, module, "reject")

    submit(trainer, module, "Gentler words")

    assert [address for address, _subject in letters()].count("second@alder.example") == 2


def test_letters_are_sent(module, trainer, second):
    submit(trainer, module)

    call_command("send_letters")

    assert [letter.to for letter in mail.outbox] == [["second@alder.example"]]
