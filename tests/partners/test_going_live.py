"""A contact that nobody has rung, or not for too long, is not put before learners; a slip is always mended."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from partners.enums import Role
from partners.models import HelpPage, SupportContact
from tests.factories.partners import make_person

TODAY = timezone.localdate()
FIT = {"last_checked_on": TODAY, "review_by": TODAY + timedelta(days=90)}
UNFIT = {
    "never checked": {"last_checked_on": None},
    "overdue": {**FIT, "review_by": TODAY - timedelta(days=1)},
    "withdrawn": {**FIT, "withdrawn_at": timezone.now()},
}


@pytest.fixture
def contact(two_partners):
    return SupportContact.objects.create(key="line", name="The Line", purpose="Listens", number="123", **FIT)


@pytest.fixture
def help_page(two_partners, contact):
    """A live help page that names no contact yet."""
    return two_partners.alder.add_child(
        instance=HelpPage(title="Get help", locale=two_partners.home.locale, body=[])
    )


@pytest.fixture
def approver(two_partners):
    client = Client()
    client.force_login(make_person(two_partners.alder, Role.APPROVER))
    return client


def editor_data(title: str, *keys: str, **buttons) -> dict:
    data = {"title": title, "comments-TOTAL_FORMS": 0, "comments-INITIAL_FORMS": 0, "body-count": 0}
    if keys:
        data |= {
            "body-count": 1,
            "body-0-type": "contacts",
            "body-0-order": 0,
            "body-0-deleted": "",
            "body-0-id": "9a0f8d6e-6f0c-5c3c-9a44-7d1f6c1f0001",
            "body-0-value-keys-count": len(keys),
        }
    for at, key in enumerate(keys):
        data |= {
            f"body-0-value-keys-{at}-value": key,
            f"body-0-value-keys-{at}-order": at,
            f"body-0-value-keys-{at}-deleted": "",
            f"body-0-value-keys-{at}-id": f"9a0f8d6e-6f0c-5c3c-9a44-7d1f6c1f100{at}",
        }
    return data | buttons


def edit(client: Client, page, *keys: str, title: str = "Get help", **buttons):
    return client.post(f"/admin/pages/{page.pk}/edit/", editor_data(title, *keys, **buttons), follow=True)


def live_keys(page) -> list[str]:
    return [key for block in HelpPage.objects.get(pk=page.pk).body for key in block.value["keys"]]


PUBLISH = {"action-publish": "1"}


@pytest.mark.parametrize("button", ["action-publish", "action-submit"])
@pytest.mark.parametrize("kind", UNFIT)
def test_first_use_of_an_unfit_contact_is_refused_beside_the_block(
    help_page, contact, approver, kind, button
):
    SupportContact.objects.filter(pk=contact.pk).update(**UNFIT[kind])

    response = edit(approver, help_page, "line", **{button: "1"})

    errors = response.context["form"].errors.as_data()["body"][0]
    assert "The Line" in str(errors.block_errors[0].block_errors["keys"].block_errors[0].message)
    assert live_keys(help_page) == []


def test_unfit_contact_can_stand_in_a_draft_and_is_warned_of(help_page, contact, approver):
    SupportContact.objects.update(**UNFIT["never checked"])

    response = edit(approver, help_page, "line")

    assert "Nobody has checked The Line yet." in response.content.decode()
    assert HelpPage.objects.get(pk=help_page.pk).has_unpublished_changes


def test_fit_contact_goes_live_once_a_second_person_publishes(two_partners, help_page, contact, approver):
    trainer = Client()
    trainer.force_login(make_person(two_partners.alder, Role.TRAINER))
    edit(trainer, help_page, "line")

    edit(approver, help_page, "line", **PUBLISH)

    assert live_keys(help_page) == ["line"]


@pytest.mark.parametrize("kind", ["never checked", "overdue"])
def test_page_that_shows_it_already_can_still_be_published(two_partners, help_page, contact, approver, kind):
    help_page.body = [("contacts", {"keys": ["line"]})]
    help_page.save()
    SupportContact.objects.update(**UNFIT[kind])
    trainer = Client()
    trainer.force_login(make_person(two_partners.alder, Role.TRAINER))
    edit(trainer, help_page, "line", title="Who can help")

    edit(approver, help_page, "line", title="Who can help", **PUBLISH)

    assert HelpPage.objects.get(pk=help_page.pk).title == "Who can help"


def test_sample_contact_is_refused_in_production_alone(help_page, contact, approver, settings):
    SupportContact.objects.update(is_sample=True)

    demo = edit(approver, help_page, "line", **{"action-submit": "1"})
    settings.SERVE_SAMPLE_TEXTS = False
    production = edit(approver, help_page, "line", **{"action-submit": "1"})

    assert "form" not in demo.context or not demo.context["form"].errors
    assert "body" in production.context["form"].errors


def test_partners_own_contact_stands_in_the_national_ones_place(two_partners, help_page, contact, approver):
    SupportContact.objects.create(
        key="line",
        name="Alder's Line",
        purpose="x",
        scope="partner",
        partner=two_partners.alder.partner,
        **FIT,
    )
    SupportContact.objects.filter(pk=contact.pk).update(**UNFIT["overdue"])

    response = edit(approver, help_page, "line", **{"action-submit": "1"})

    assert "should have been checked" not in response.content.decode()


def test_other_partners_contact_says_nothing_here(two_partners, help_page, contact, approver):
    SupportContact.objects.create(
        key="line", name="Birch's Line", purpose="x", scope="partner", partner=two_partners.birch.partner
    )

    response = edit(approver, help_page, "line", **{"action-submit": "1"})

    assert "Birch's Line" not in response.content.decode()
    assert HelpPage.objects.get(pk=help_page.pk).workflow_in_progress


def test_bulk_publish_refuses_it_too(two_partners, help_page, contact, approver):
    trainer = Client()
    trainer.force_login(make_person(two_partners.alder, Role.TRAINER))
    edit(trainer, help_page, "line")
    SupportContact.objects.update(**UNFIT["overdue"])

    response = approver.post(f"/admin/bulk/wagtailcore/page/publish/?id={help_page.pk}", {}, follow=True)

    assert "The Line should have been checked again" in response.content.decode()
    assert live_keys(help_page) == []


def test_whoever_opens_a_page_is_warned_once_a_contact_on_it_is_overdue(help_page, contact, approver):
    help_page.body = [("contacts", {"keys": ["line"]})]
    help_page.save_revision().publish()
    address = f"/admin/pages/{help_page.pk}/edit/"

    before = approver.get(address).content.decode()
    SupportContact.objects.update(**UNFIT["overdue"])
    after = approver.get(address).content.decode()

    assert "should have been checked again" not in before
    assert after.count("The Line should have been checked again") == 1


@pytest.mark.parametrize(("kind", "live"), [(None, ["line"]), ("overdue", [])])
def test_contact_that_became_overdue_while_its_page_waited_keeps_it_waiting(
    two_partners, help_page, contact, approver, kind, live
):
    trainer = Client()
    trainer.force_login(make_person(two_partners.alder, Role.TRAINER))
    edit(trainer, help_page, "line", **{"action-submit": "1"})
    SupportContact.objects.update(**(UNFIT[kind] if kind else FIT))
    task_state = HelpPage.objects.get(pk=help_page.pk).current_workflow_task_state

    approver.post(f"/admin/pages/workflow/action/{help_page.pk}/approve/{task_state.pk}/")

    assert live_keys(help_page) == live
    assert HelpPage.objects.get(pk=help_page.pk).workflow_in_progress == (kind is not None)
