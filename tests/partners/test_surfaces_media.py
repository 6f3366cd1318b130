"""Wagtail's screens of pictures and documents, and its own API, with somebody else's things: not there."""

from wagtail.models import UploadedFile

from partners.enums import Role
from tests.factories.partners import make_person

from .editing import at

MEDIA = {
    "image": ("wagtailimages", ("edit", "delete", "image_usage")),
    "document": ("wagtaildocs", ("edit", "delete", "document_usage")),
}


def test_12_screen_of_a_thing_is_not_there_for_another_partner(editor, estate):
    """A shared one is there to choose, not to change."""
    for kind, (app, names) in MEDIA.items():
        for name in names:
            answers = [
                editor.get(at(f"{app}:{name}", getattr(owner, kind).pk)).status_code
                for owner in (estate.alder, estate.birch, estate.shared)
            ]
            assert answers == [200, 404, 404], (kind, name)


def test_12_chooser_chooses_ones_own_and_shared(editor, estate):
    owners = (estate.alder, estate.shared, estate.birch)
    for kind, (app, _names) in MEDIA.items():
        keys = [getattr(owner, kind).pk for owner in owners]

        one = [editor.get(at(f"{app}_chooser:chosen", key)).status_code for key in keys]
        many = [editor.get(at(f"{app}_chooser:chosen_multiple", id=key)).status_code for key in keys]

        assert one == many == [200, 200, 404], kind


def test_12_format_of_a_picture_of_another_partner_is_not_there(editor, estate):
    answers = [
        editor.get(at("wagtailimages_chooser:select_format", owner.image.pk)).status_code
        for owner in (estate.alder, estate.shared, estate.birch)
    ]

    assert answers == [200, 200, 404]


def test_12_many_at_once_leave_another_partners_alone(editor, estate):
    for kind, (app, _names) in MEDIA.items():
        thing = getattr(estate.birch, kind)
        for name in ("delete_multiple", "edit_multiple"):
            response = editor.post(at(f"{app}:{name}", thing.pk), HTTP_X_REQUESTED_WITH="XMLHttpRequest")
            assert response.status_code == 404
        assert type(thing).objects.filter(pk=thing.pk, title=thing.title).exists()


def test_12_lists_ask_for_no_collection_of_another_partner(editor, estate):
    for kind, (app, _names) in MEDIA.items():
        keys = [getattr(owner, kind).collection_id for owner in (estate.alder, estate.shared, estate.birch)]
        for name in ("{}:index", "{}:index_results", "{}_chooser:choose", "{}_chooser:choose_results"):
            answers = [editor.get(at(name.format(app), collection_id=key)).status_code for key in keys]
            assert answers == [200, 200, 404], (kind, name)


def test_12_nothing_is_put_into_another_collection(editor, estate):
    for kind, (app, _names) in MEDIA.items():
        thing = getattr(estate.birch, kind)
        before = type(thing).objects.count()
        for name in ("{}:add", "{}:add_multiple", "{}_chooser:create"):
            field = f"{kind}-chooser-upload-collection" if "chooser" in name else "collection"
            with thing.file.open() as file:
                words = {"title": "x", field: thing.collection_id, "files[]": file, "file": file}
                assert editor.post(at(name.format(app)), words).status_code == 404, name
        assert type(thing).objects.count() == before


def test_12_file_that_waits_is_the_uploaders_alone(editor, two_partners):
    colleague = make_person(two_partners.alder, Role.TRAINER, "colleague@alder.example")
    waiting = UploadedFile.objects.create(uploaded_by_user=colleague, file="wagtail_uploads/x.webp")

    for name in ("delete_upload_multiple", "create_multiple_from_uploaded_image"):
        assert editor.post(at(f"wagtailimages:{name}", waiting.pk)).status_code == 404
    assert UploadedFile.objects.filter(pk=waiting.pk).exists()


def test_15_tags_are_listed_nowhere(editor, estate):
    estate.birch.image.tags.add("secret-birch-tag")
    estate.birch.document.tags.add("secret-birch-tag")

    for address in ("/admin/images/", "/admin/images/chooser/", "/admin/documents/"):
        assert "secret-birch" not in editor.get(address).content.decode()
    for name in ("wagtailimages:edit", "wagtailimages:add"):
        form = editor.get(at(name, *([estate.alder.image.pk] if "edit" in name else []))).context["form"]
        assert "tags" not in form.fields


# The admin's own API: 13, 14


def test_13_api_of_pictures_and_documents_is_not_there(editor, estate):
    for noun in ("images", "documents"):
        key = getattr(estate.alder, noun.rstrip("s")).pk
        addresses = [
            at(f"wagtailadmin_api:{noun}:listing"),
            at(f"wagtailadmin_api:{noun}:detail", key),
            at(f"wagtailadmin_api:{noun}:find"),
        ]
        assert [editor.get(address).status_code for address in addresses] == [404, 404, 404]


def test_14_api_of_pages_lists_ones_own_and_does_nothing_else(editor, estate, two_partners):
    listing = at("wagtailadmin_api:pages:listing")
    shown = editor.get(f"{listing}?fields=*&child_of={two_partners.alder.pk}&for_explorer=1")

    assert shown.status_code == 200
    assert "secret-alder-draft" in shown.content.decode()
    for query in ("child_of", "descendant_of", "ancestor_of", "translation_of"):
        assert editor.get(f"{listing}?{query}={estate.birch.live.pk}").status_code == 404
    for name, arguments in (
        ("detail", [estate.alder.page.pk]),
        ("find", []),
        ("action", [estate.alder.page.pk, "delete"]),
    ):
        assert editor.get(at(f"wagtailadmin_api:pages:{name}", *arguments)).status_code == 404
        assert editor.post(at(f"wagtailadmin_api:pages:{name}", *arguments)).status_code == 404
    assert editor.post(listing).status_code == 405


HOSTILE = [
    "x",
    "-1",
    "0",
    "1.5",
    "9" * 30,
    "%00",
    "%27",
    "1%00",
    "\u0663",
    "1,2",
    "1;2",
    "None",
    "latest",
    "[]",
    "%",
]


def test_hostile_numbers_are_numbers_of_nothing(editor, estate):
    """In every query that names an object; and no answer is an error."""
    addresses = [
        at("wagtailadmin_choose_page_chosen_multiple") + "?id=",
        at("wagtailimages_chooser:chosen_multiple") + "?id=",
        at("wagtailadmin_api:pages:listing") + "?child_of=",
        at("wagtailimages:index") + "?collection_id=",
        at("wagtail_bulk_action", "pages", "siteimage", "delete") + "?id=",
        at("wagtail_bulk_action", "wagtailcore", "page", "move") + "?id=all&childOf=",
        "/media/original_images/",
        "/admin/images/chooser/chosen/",
    ]
    for address in addresses:
        for value in HOSTILE:
            assert editor.get(f"{address}{value}" + ("" if "?" in address else "/")).status_code == 404, (
                address,
                value,
            )
