"""Who walks: every role, at one partner or two, and those without any."""

from dataclasses import dataclass, field
from datetime import timedelta

from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from partners.domain import give_role, keep_groups_in_step
from partners.enums import Role
from partners.models import Membership
from partners.rules import Place, places_of

from .marks import mark, words
from .world import PASSWORD, World, accept_terms

ACTING_FOR = "acting_for"


@dataclass
class Person:
    """`home`: whose things are this person's own. `learner_of`: with whom this person learns."""

    name: str
    home: str = ""
    user: User | None = None
    learner_of: str = ""
    token: str = ""
    acting_for: int | None = None
    places: dict[str, Place] = field(default_factory=dict)

    @property
    def is_operator(self) -> bool:
        return bool(self.user and self.user.is_superuser)

    @property
    def may_edit(self) -> bool:
        return any(place.may_edit for place in self.places.values())

    def client(self) -> Client:
        """Signed in, or with the phone's cookie; answers faults with a page instead of raising them."""
        client = Client(raise_request_exception=False)
        if self.user:
            client.force_login(self.user)
        if self.token:
            client.cookies[settings.LEARNER_COOKIE_NAME] = self.token
            # A phone that was not in use asks first.
            client.post(reverse("learning:carry-on"), {"next": "/"})
        if self.acting_for:
            session = client.session
            session[ACTING_FOR] = self.acting_for
            session.save()
        return client


def people(world: World) -> dict[str, Person]:
    alder, birch, shared = (world.owners[name] for name in ("alder", "birch", "shared"))
    found = [
        Person("anonymous"),
        Person("learner", learner_of="alder", token=alder.learner_token),
        Person(
            "signed-in learner",
            learner_of="alder",
            user=User.objects.get(email=f"{mark('alder', 'learner')}@x.example"),
        ),
        *(Person(role.value, "alder", user) for role, user in alder.staff.items()),
        *(Person(_at_programme(role), "shared", user) for role, user in shared.staff.items()),
        Person("trainer elsewhere", "birch", birch.staff[Role.TRAINER]),
        _with_two(world),
        _former(world),
        Person("operator", "", User.objects.create_superuser("operator@x.example", PASSWORD)),
    ]
    slugs = {owner.partner.pk: name for name, owner in world.owners.items()}
    for person in found:
        if person.user:
            person.places = {slugs[place.partner.pk]: place for place in places_of(person.user)}
    return {person.name: person for person in found}


def _at_programme(role: Role) -> str:
    return role.value if role.value.startswith("programme") else f"programme {role.value}"


def _with_two(world: World) -> Person:
    """Works for Alder and for Cedar, and acts for Alder. Both know the name: it carries no mark."""
    user = User.objects.create_user("two@x.example", PASSWORD, first_name="Two")
    for name in ("alder", "cedar"):
        for role in (Role.TRAINER, Role.APPROVER, Role.MANAGER, Role.COORDINATOR):
            give_role(user=user, partner=world.owners[name].partner, role=role)
        accept_terms(user, world.owners[name].partner)
    return Person("works for two", "alder", user, acting_for=world.owners["alder"].partner.pk)


def _former(world: World) -> Person:
    """Was everything at Alder until yesterday."""
    user = User.objects.create_user("former@x.example", PASSWORD, first_name=words("alder", "staff"))
    partner = world.owners["alder"].partner
    for role in (Role.TRAINER, Role.MANAGER, Role.COORDINATOR):
        give_role(user=user, partner=partner, role=role)
    today = timezone.localdate()
    Membership.objects.filter(user=user).update(started_on=today - timedelta(days=9), ended_on=today)
    keep_groups_in_step(partner=partner)
    return Person("former", "", user)
