"""Guards that lie one behind another: a request that passes the first still meets the second.

So each is looked at by itself, as it answers to whoever asks it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from unittest.mock import patch

from django.db import models
from django.utils import timezone
from django_scopes.exceptions import ScopeError
from wagtail import hooks
from wagtail.models import Page
from wagtail.permissions import policy_registry

from accounts.models import User
from learning.models import DeviceToken, Enrolment, Learner
from pages import managers as media
from pages.models import SiteDocument, SiteImage
from partners import managers
from partners.enums import Ability, Role
from partners.models import SupportContact
from partners.rules import Place, places, places_of
from partners.rules.acting import scope_of
from partners.rules.policies import _ActingFor
from partners.scoping import doors, for_learner, for_partners, staff_content

from .asking import Asking
from .guards import Guard
from .look_ups import without_hook


def _scope(asking: Asking):
    return staff_content(scope_of(asking.everybody["trainer"].places["alder"]))


def _shows(asking: Asking, noun: str, rows) -> str:
    theirs = set(rows) & set(asking.world.owners["birch"].things[noun])
    return f"shows the {noun} of birch" if theirs else ""


def _media(model, noun: str, asking: Asking) -> str:
    with _scope(asking):
        return _shows(asking, noun, model.objects.values_list("pk", flat=True))


def _contacts(asking: Asking) -> str:
    with _scope(asking):
        return _shows(asking, "contact", SupportContact.objects.values_list("pk", flat=True))


def _pages_to_choose(asking: Asking) -> str:
    with _scope(asking):
        pages = Page.objects.all()
        for hook in hooks.get_hooks("construct_page_chooser_queryset"):
            pages = hook(pages, None)
        return _shows(asking, "page", pages.values_list("pk", flat=True))


def _front_page(asking: Asking) -> str:
    """For somebody with two partners, who acts for one."""
    person = asking.everybody["works for two"]
    text = person.client().get("/admin/").content.decode()
    return "shows the drafts of cedar" if "qxcedar" in text else ""


def _policy(model, noun: str, act: str, asking: Asking) -> str:
    person = asking.everybody["works for two"]
    user = User.objects.get(pk=person.user.pk)  # Wagtail remembers permissions on the object
    policy = policy_registry.get_by_type(model)
    with staff_content(scope_of(person.places["alder"])):
        if hasattr(policy, "collections_user_has_permission_for"):
            rows, noun = policy.collections_user_has_permission_for(user, act), "collection"
        else:
            rows = policy.instances_user_has_permission_for(user, act)
        theirs = set(rows.values_list("pk", flat=True)) & set(asking.world.owners["cedar"].things[noun])
    return f"{act} the {noun} of cedar" if theirs else ""


def _records(asking: Asking) -> str:
    with for_partners([asking.world.owners["alder"].partner.pk]):
        return _shows(asking, "enrolment_id", Enrolment.objects.values_list("public_id", flat=True))


def _own_records(asking: Asking) -> str:
    learner = Learner._base_manager.get(public_id=asking.thing("alder", "learner_id"))
    with for_learner(learner.pk):
        return _shows(asking, "enrolment_id", Enrolment.objects.values_list("public_id", flat=True))


def _names(asking: Asking) -> str:
    with for_partners([asking.world.owners["alder"].partner.pk]):
        return _shows(asking, "learner_id", Learner.objects.values_list("public_id", flat=True))


def _phones(asking: Asking) -> str:
    with for_partners([asking.world.owners["alder"].partner.pk]):
        return "shows phones" if DeviceToken.objects.exists() else ""


def _no_door(asking: Asking) -> str:
    try:
        Enrolment.objects.count()
    except ScopeError:
        return ""
    return "counts without a door"


def _two_doors(asking: Asking) -> str:
    try:
        with for_partners([1]), for_learner(1):
            return "opens a door inside another"
    except ScopeError:
        return ""


def _former(asking: Asking) -> str:
    return "a role that has ended is held" if places_of(asking.everybody["former"].user) else ""


def _programme_sees(asking: Asking) -> str:
    place = Place(partner=asking.world.owners["shared"].partner, roles=frozenset({Role.COORDINATOR}))
    return "the programme sees people" if place.may(Ability.SEE_PEOPLE) else ""


def _unscoped(_self):
    return models.Manager.get_queryset(_self)


def _everything(manager_class):
    """The manager's own condition gone, its queryset kept."""
    return partial(
        patch.object,
        manager_class,
        "get_queryset",
        lambda self: self._queryset_class(self.model, using=self._db),
    )


def _open_door(self):
    queryset = super(managers.ScopedManager, self).get_queryset()
    queryset.query.door = managers.open_door()
    return queryset


def _all_permissions(self, user):
    return super(_ActingFor, self).get_all_permissions_for_user(user)


@contextmanager
def _doors_side_by_side():
    with patch.object(doors, "open_door", lambda: None):
        yield


@contextmanager
def _a_week_ago():
    then = timezone.localdate() - timedelta(days=5)
    with patch.object(places.timezone, "localdate", lambda: then):
        yield


@contextmanager
def _staff_condition(model, condition):
    with patch.object(model.objects, "staff_condition", condition):
        yield


def looks() -> Iterator[Guard]:
    acting = "partners.wagtail_hooks.acting"
    yield Guard(
        "sight of pictures", _everything(media.ImageManager), look=partial(_media, SiteImage, "image")
    )
    yield Guard(
        "sight of documents",
        _everything(media.DocumentManager),
        look=partial(_media, SiteDocument, "document"),
    )
    yield Guard("sight of contacts", _everything(managers.ContactManager), look=_contacts)
    yield Guard(
        "page chooser",
        partial(without_hook, "construct_page_chooser_queryset", acting),
        look=_pages_to_choose,
    )
    yield Guard(
        "front page of the admin",
        partial(without_hook, "construct_homepage_panels", acting),
        look=_front_page,
    )
    for model, noun, act in ((Page, "page", "change"), (SiteImage, "image", "change")):
        yield Guard(
            f"permissions of one desk: {noun}",
            partial(patch.object, _ActingFor, "get_all_permissions_for_user", _all_permissions),
            look=partial(_policy, model, noun, act),
        )
    yield from _of_records()
    yield Guard("roles of today", _a_week_ago, look=_former)
    yield Guard("the programme sees no people", _programme_may, look=_programme_sees)


def _of_records() -> Iterator[Guard]:
    scoped = partial(patch.object, managers.ScopedManager, "get_queryset", _open_door)
    yield Guard("door of a partner", scoped, look=_records)
    yield Guard("door of a learner", scoped, look=_own_records)
    everybody = lambda _partner_ids: models.Q()  # noqa: E731
    yield Guard("names only of who shares", partial(_staff_condition, Learner, everybody), look=_names)
    yield Guard("no phones for staff", partial(_staff_condition, DeviceToken, everybody), look=_phones)
    yield Guard(
        "no record without a door",
        partial(
            patch.object,
            managers.GuardedQuery,
            "get_compiler",
            lambda self, *args, **kwargs: super(managers.GuardedQuery, self).get_compiler(*args, **kwargs),
        ),
        look=_no_door,
    )
    yield Guard("one door at a time", _doors_side_by_side, look=_two_doors)


@contextmanager
def _programme_may():
    with patch.object(Place, "may", lambda self, ability: ability in self.abilities):
        yield
