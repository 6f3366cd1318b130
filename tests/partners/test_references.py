"""What a page points to is its section's own or shared; asked by posting numbers to the real edit form."""

import json

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.urls import reverse
from wagtail.models import Collection
from wagtail.test.utils.form_data import nested_form_data, streamfield

from courses.domain.building import build_course
from courses.models import LessonPage, ModulePage
from pages.models import SiteDocument, SiteImage, StandardPage
from partners.conf import SHARED_COLLECTION
from partners.domain import keep_groups_in_step
from partners.enums import ContactScope, Role
from partners.forms.references import refuse_references
from partners.models import HelpPage, SupportContact
from partners.queries.references import Kind, Reference, references_in_rich_text
from partners.rules.references import may_refer, references_refused
from tests.factories.courses import course_draft
from tests.factories.partners import make_person
from tests.factories.pictures import picture_file

OTHER = {"alder": "birch", "birch": "alder"}
WHO = ("alder", "birch", SHARED_COLLECTION)


@pytest.fixture
def things(two_partners):
    """An image, a document and a contact of Alder, of Birch and of all; a course of each, Birch's a draft."""
    for section in (two_partners.alder, two_partners.birch):
        keep_groups_in_step(partner=section.partner)
        draft = course_draft(slug=f"own-{section.slug}", modules=1, lessons=1)
        build_course(section=section, draft=draft)
    found = {
        "alder": {"page": LessonPage.objects.descendant_of(two_partners.alder).get().pk},
        "birch": {"page": LessonPage.objects.descendant_of(two_partners.birch).get().pk},
        SHARED_COLLECTION: {"page": two_partners.programme.pk},
    }
    for owner in WHO:
        collection = Collection.objects.get(name=owner)
        picture = SiteImage.objects.create(
            title=owner, collection=collection, file=ImageFile(picture_file((20, 20)), name=f"{owner}.webp")
        )
        paper = SiteDocument.objects.create(
            title=owner, collection=collection, file=ContentFile(b"x", name=f"{owner}.pdf")
        )
        section = getattr(two_partners, owner, None)
        SupportContact.objects.create(
            key=f"line-{owner}",
            name=f"Line of {owner}",
            purpose="Help",
            scope=ContactScope.PARTNER if section else ContactScope.NATIONAL,
            partner=section and section.partner,
        )
        found[owner].update(image=picture.pk, document=paper.pk, contact=f"line-{owner}")
    return found


@pytest.fixture
def lesson(things, two_partners):
    return LessonPage.objects.descendant_of(two_partners.alder).get()


@pytest.fixture
def trainer(two_partners, client):
    client.force_login(make_person(two_partners.alder, Role.TRAINER))
    return client


def fields(*blocks, title="Typed anew") -> dict:
    return nested_form_data(
        {
            "title": title,
            "minutes": "4",
            "done_when": "Done.",
            "is_required": "on",
            "body": streamfield(blocks),
        }
    )


def picture(number) -> tuple:
    return ("picture", {"image": str(number), "alt_text": "Kept words", "caption": ""})


def download(number) -> tuple:
    return ("download", {"file": str(number), "title": "Kept words"})


def contacts(*keys) -> tuple:
    return ("contacts", {"keys": streamfield_list(keys)})


def streamfield_list(values) -> dict:
    listed = {str(at): {"value": value, "deleted": "", "order": str(at)} for at, value in enumerate(values)}
    return {"count": str(len(values)), **listed}


BLOCKS = {"image": picture, "document": download, "contact": contacts}


def edit(client, page, data):
    return client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), data)


def draft_of(page) -> dict:
    latest = type(page).objects.get(pk=page.pk).latest_revision
    return latest.content if latest else {}


def words(response) -> str:
    return response.content.decode()


@pytest.mark.parametrize("act", [{}, {"action-submit": "1"}], ids=["draft", "submitted"])
@pytest.mark.parametrize("kind", BLOCKS)
def test_number_of_another_partners_thing_is_refused_beside_the_block(trainer, things, lesson, kind, act):
    response = edit(trainer, lesson, {**fields(BLOCKS[kind](things["birch"][kind])), **act})

    assert response.status_code == 200
    assert "Typed anew" in words(response)
    # A thing out of sight reads as none, and a submitted block must have one.
    said = ("You cannot use this", "Select a valid choice", "This field is required")
    assert any(message in words(response) for message in said)
    assert "blockErrors" in words(response)
    assert draft_of(lesson) == {}


@pytest.mark.parametrize("owner", ["alder", SHARED_COLLECTION])
@pytest.mark.parametrize("kind", BLOCKS)
def test_own_and_shared_things_are_saved(trainer, things, lesson, kind, owner):
    response = edit(trainer, lesson, fields(BLOCKS[kind](things[owner][kind])))

    assert response.status_code == 302
    assert f"{things[owner][kind]}" in draft_of(lesson)["body"]


@pytest.mark.parametrize("kind", BLOCKS)
def test_what_one_partner_may_choose_is_not_remembered_for_the_next(client, things, two_partners, kind):
    """The blocks live as long as the process; whoever asked first must not decide for all."""
    for section in (two_partners.alder, two_partners.birch, two_partners.alder):
        client.force_login(make_person(section, Role.TRAINER))
        own = LessonPage.objects.descendant_of(section).get()
        for owner, status in ((section.slug, 302), (SHARED_COLLECTION, 302), (OTHER[section.slug], 200)):
            response = edit(client, own, fields(BLOCKS[kind](things[owner][kind])))
            assert (section.slug, owner, response.status_code) == (section.slug, owner, status)


def test_words_beside_a_refused_picture_are_kept(trainer, things, lesson):
    response = edit(trainer, lesson, fields(picture(things["birch"]["image"]), title="My long title"))

    assert "My long title" in words(response)
    assert "Kept words" in words(response)
    assert "birch.webp" not in words(response)


def test_new_page_is_refused_too(trainer, things, two_partners):
    module = ModulePage.objects.descendant_of(two_partners.alder).get()
    before = LessonPage.objects.count()

    response = trainer.post(
        reverse("wagtailadmin_pages:add", args=["courses", "lessonpage", module.pk]),
        fields(picture(things["birch"]["image"])),
    )

    assert response.status_code == 200
    assert "You cannot use this picture" in words(response)
    assert LessonPage.objects.count() == before


def test_one_foreign_block_among_good_ones_is_named(trainer, things, lesson):
    response = edit(
        trainer,
        lesson,
        fields(picture(things["alder"]["image"]), contacts("help_page", things["birch"]["contact"])),
    )

    assert response.status_code == 200
    assert draft_of(lesson) == {}


def block(form: dict, at: int, block_id: str) -> dict:
    return {**form, f"body-{at}-id": block_id}


def test_what_its_editor_cannot_see_is_not_dropped_silently(trainer, things, lesson):
    stands = [{"type": "picture", "id": "p", "value": {"image": things["birch"]["image"], "alt_text": "a"}}]
    LessonPage.objects.filter(pk=lesson.pk).update(body=json.dumps(stands))

    dropped = edit(trainer, lesson, block(fields(picture("")), 0, "p"))
    replaced = edit(trainer, lesson, block(fields(picture(things["alder"]["image"])), 0, "p"))

    assert dropped.status_code == 200
    assert "you cannot see" in words(dropped)
    assert replaced.status_code == 302


def test_whole_block_may_be_removed(trainer, things, lesson):
    stands = [{"type": "picture", "id": "p", "value": {"image": things["birch"]["image"], "alt_text": "a"}}]
    LessonPage.objects.filter(pk=lesson.pk).update(body=json.dumps(stands))

    response = edit(trainer, lesson, fields(picture(things["alder"]["image"])))

    assert response.status_code == 302


def test_old_version_with_a_foreign_picture_is_not_taken_up_again(trainer, things, lesson):
    """Reverting posts what the old version held to the same form."""
    lesson.body = [
        ("picture", {"image": SiteImage._base_manager.get(pk=things["birch"]["image"]), "alt_text": "a"})
    ]
    old = lesson.save_revision()
    lesson.body = []
    lesson.save_revision()

    response = edit(trainer, lesson, {**fields(picture(things["birch"]["image"])), "revision": str(old.pk)})

    assert response.status_code == 200
    assert draft_of(lesson)["body"] == "[]"


# Links in rich text: partners' pages have none in their toolbar; the site's own pages do.


def link(**entity) -> str:
    kind = {"id": entity["number"], "parentId": None, "url": "/x/"}
    return json.dumps(
        {
            "blocks": [
                {
                    "key": "a",
                    "text": "here",
                    "type": "unstyled",
                    "depth": 0,
                    "inlineStyleRanges": [],
                    "entityRanges": [{"key": 0, "offset": 0, "length": 4}],
                }
            ],
            "entityMap": {"0": {"type": entity["type"], "mutability": "MUTABLE", "data": kind}},
        }
    )


@pytest.fixture
def standard(things, two_partners):
    return two_partners.home.add_child(instance=StandardPage(title="Words", slug="words-2"))


@pytest.fixture
def operator(client, django_user_model):
    client.force_login(django_user_model.objects.create_superuser("op@example.org", "a long password"))
    return client


@pytest.mark.parametrize(("kind", "entity"), [("page", "LINK"), ("document", "DOCUMENT")])
@pytest.mark.parametrize(("owner", "status"), [("birch", 200), (SHARED_COLLECTION, 302)])
def test_links_in_rich_text(operator, things, standard, kind, entity, owner, status):
    data = nested_form_data(
        {
            "title": "Words",
            "slug": "words-2",
            "body": streamfield([("paragraph", link(type=entity, number=things[owner][kind]))]),
        }
    )

    response = edit(operator, standard, data)

    assert response.status_code == status
    assert bool(draft_of(standard)) is (status == 302)


def test_what_stood_there_stays(operator, things, standard):
    stood = f'<p><a linktype="page" id="{things["birch"]["page"]}">here</a></p>'
    stands = [{"type": "paragraph", "id": "p", "value": stood}]
    StandardPage.objects.filter(pk=standard.pk).update(body=json.dumps(stands))
    text = link(type="LINK", number=things["birch"]["page"])

    response = edit(
        operator,
        standard,
        nested_form_data({"title": "Anew", "slug": "words-2", "body": streamfield([("paragraph", text)])}),
    )

    assert response.status_code == 302
    assert "linktype" in draft_of(standard)["body"]


def test_link_of_a_partners_page_is_dropped_by_its_toolbar(trainer, things, lesson):
    text = link(type="LINK", number=things["birch"]["page"])

    edit(trainer, lesson, fields(("paragraph", text)))

    assert "linktype" not in draft_of(lesson).get("body", "")


def test_rich_text_is_read_whatever_its_quotes_and_order():
    html = (
        "<p><a id=\"7\" linktype=\"page\">a</a><a linktype='document' id='08'>b</a>"
        '<embed alt="" embedtype="image" id="9" format="left"/><a href="https://x.example">c</a></p>'
    )

    assert references_in_rich_text(html) == (
        Reference(Kind.PAGE, "7"),
        Reference(Kind.DOCUMENT, "8"),
        Reference(Kind.IMAGE, "9"),
    )


# The rule


@pytest.mark.parametrize("kind", ["image", "document", "page", "contact"])
@pytest.mark.parametrize(
    ("asks", "owner", "may"),
    [
        ("alder", "alder", True),
        ("alder", "birch", False),
        ("alder", SHARED_COLLECTION, True),
        (None, "alder", False),
        (None, SHARED_COLLECTION, True),
    ],
)
def test_rule(things, two_partners, kind, asks, owner, may):
    partner = getattr(two_partners, asks).partner if asks else None
    name = things[owner][kind]
    if kind == "page" and owner != SHARED_COLLECTION:
        LessonPage.objects.filter(pk=name).update(live=False)

    assert may_refer(partner=partner, kind=Kind(kind), name=name) is may


@pytest.mark.parametrize("name", ["", "0", "-1", "x", "9" * 30, "1 OR 1=1"])
@pytest.mark.parametrize("kind", list(Kind))
def test_what_is_not_there_is_refused_alike(two_partners, kind, name):
    asked = Reference(kind, name)

    assert references_refused(partner=two_partners.alder.partner, references=[asked]) == {asked}


def test_draft_of_the_programme_is_not_shared(two_partners):
    page = two_partners.programme.add_child(instance=HelpPage(title="Help", live=False))

    assert not may_refer(partner=two_partners.alder.partner, kind=Kind.PAGE, name=page.pk)


def test_forms_of_ones_own_say_it_beside_their_fields(things, two_partners):
    given = {
        "logo": Reference(Kind.IMAGE, str(things["birch"]["image"])),
        "signature": Reference(Kind.IMAGE, str(things["alder"]["image"])),
    }

    with pytest.raises(ValidationError) as refused:
        refuse_references(partner=two_partners.alder.partner, references=given)

    assert list(refused.value.message_dict) == ["logo"]
