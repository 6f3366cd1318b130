"""Learner records outlive what they tell of, carry their own columns, and stand on no screen of Wagtail's."""

import pytest
from django.db import models
from django.db.models import CASCADE, PROTECT, SET_NULL, Manager
from django.db.models.deletion import ProtectedError
from django_scopes.exceptions import ScopeError
from wagtail.admin.viewsets import viewsets
from wagtail.models import Page
from wagtail.search.index import Indexed
from wagtail.snippets.models import get_snippet_models

from certificates.models import Artwork, CertificateBatch
from learning.models import (
    ClaimCode,
    CodeReset,
    DeviceToken,
    FirstTap,
    Learner,
    LearnerMailbox,
    LearnerMerger,
    Sharing,
    SharingNotice,
)
from partners.managers import ScopedManager
from tests.architecture.house import own_models, own_relations, records
from tests.architecture.records import make_records

# Reached through the person's own door, or by staff through her agreement.
PERSON_OWNED = {
    ClaimCode: {"learner"},
    CodeReset: {"learner", "partner"},
    LearnerMailbox: {"learner"},
    LearnerMerger: {"learner"},
    DeviceToken: {"learner"},
    FirstTap: {"learner"},
    Learner: set(),
    Sharing: {"learner", "partner"},
    SharingNotice: {"learner", "partner"},
}
EVERY_RECORD = pytest.mark.parametrize("model", records(), ids=lambda model: model._meta.label)


def keys(model: type[models.Model]) -> dict[str, models.Field]:
    return {field.name: field for field in model._meta.get_fields() if field.concrete and field.is_relation}


def test_records_and_what_they_rest_on():
    reached, waiting = set(), records()
    while waiting:
        model = waiting.pop()
        waiting.extend({field.related_model for field in keys(model).values()} - reached)
        reached |= {model, *(field.related_model for field in keys(model).values())}

    resting = {model._meta.label for model in reached - set(records())}

    # No page, no picture, no brand: those may go.
    assert resting == {
        "accounts.User",
        "auth.Group",
        "auth.Permission",
        "contenttypes.ContentType",
        "courses.Edition",
        "courses.VoidedQuestion",
        "partners.Borough",
        "partners.Partner",
    }
    assert [model for model in reached if issubclass(model, Page)] == []


def test_nothing_but_furniture_goes_with_something_else():
    cascades = {
        f"{model._meta.label}.{field.name}"
        for model in own_models(with_links=True)
        for field in own_relations(model)
        if field.remote_field.on_delete is CASCADE and not field.remote_field.parent_link
    }

    assert cascades == {
        "accounts.User_groups.group",
        "accounts.User_groups.user",
        "accounts.User_user_permissions.permission",
        "accounts.User_user_permissions.user",
        "pages.SiteRendition.image",
        "pages.TaggedDocument.content_object",
        "pages.TaggedDocument.tag",
        "pages.TaggedImage.content_object",
        "pages.TaggedImage.tag",
        "partners.Partner_boroughs.borough",
        "partners.Partner_boroughs.partner",
    }


def test_every_key_of_a_record_protects_or_lets_go():
    kept = {"learning", "certificates", "partners", "courses", "letters"}
    others = [
        f"{model._meta.label}.{field.name}"
        for model in own_models()
        if model._meta.app_label in kept
        for field in own_relations(model)
        if not field.many_to_many and not field.remote_field.parent_link
        if field.remote_field.on_delete not in {PROTECT, SET_NULL}
    ]

    assert others == []


def test_no_record_has_a_table_of_links():
    linked = [
        f"{model._meta.label}.{field.name}" for model in records() for field in model._meta.many_to_many
    ]

    assert linked == []


@EVERY_RECORD
def test_record_carries_its_own_columns(model):
    columns = {
        name for name in ("learner", "partner", "course_key") if name in {f.name for f in model._meta.fields}
    }
    nullable = {name for name in columns if model._meta.get_field(name).null}

    if model in PERSON_OWNED:
        assert columns == PERSON_OWNED[model]
    else:
        assert columns == {"learner", "partner", "course_key"}
    assert nullable == set()


@EVERY_RECORD
def test_record_has_one_guarded_manager_and_djangos_base_manager(model):
    managers = [(manager.name, type(manager)) for manager in model._meta.managers]

    assert managers == [("objects", ScopedManager)]
    assert isinstance(model._default_manager, ScopedManager)
    assert type(model._base_manager) is Manager


@EVERY_RECORD
def test_record_refuses_an_unscoped_query(model):
    with pytest.raises(ScopeError, match=f"^{model.__name__} was queried without an open door"):
        list(model._default_manager.all())


def test_what_is_no_record_holds_nothing_of_a_person():
    names = {field.name for field in Artwork._meta.get_fields()}

    assert names == {"sha256", "content_type", "data"}


def test_a_batch_names_certificates_by_id_and_nobody_by_name():
    keys = {field.name for field in CertificateBatch._meta.fields if field.is_relation}
    texts = {
        field.name
        for field in CertificateBatch._meta.fields
        if isinstance(field, models.CharField | models.JSONField)
    }

    assert keys == {"partner", "asked_by"}
    assert texts == {"public_id", "kind", "certificate_ids", "held_ids", "folder", "failure"}


def test_records_are_neither_in_wagtails_admin_nor_in_its_search():
    viewsets.populate()
    shown = {getattr(viewset, "model", None) for viewset in viewsets.viewsets}
    snippets = set(get_snippet_models())

    assert snippets & set(own_models()) == set()
    assert shown & set(records()) == set()
    assert [model for model in records() if issubclass(model, Indexed)] == []


@pytest.mark.django_db
def test_what_a_record_names_cannot_be_deleted(two_partners):
    mine = make_records(two_partners.alder.partner)
    make_records(two_partners.birch.partner)
    learner = mine[Learner]
    before = {model: model._base_manager.count() for model in records()}

    for named in (two_partners.alder.partner, learner, learner.user, mine_edition(mine)):
        with pytest.raises(ProtectedError):
            named.delete()

    assert {model: model._base_manager.count() for model in records()} == before


@pytest.mark.django_db
def test_records_stay_when_the_section_is_deleted(two_partners):
    make_records(two_partners.alder.partner)
    before = {model: list(model._base_manager.values()) for model in records()}

    two_partners.alder.delete()

    assert {model: list(model._base_manager.values()) for model in records()} == before


def mine_edition(mine: dict) -> models.Model:
    return next(row.edition for row in mine.values() if hasattr(row, "edition_id"))
