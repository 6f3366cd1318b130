"""People to sign in as in the demo. They cannot exist with production settings."""

import secrets
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction

from accounts.models import User
from partners.domain import give_role
from partners.enums import Role
from partners.models import Partner


class NotADemo(RuntimeError):
    """Demo sign-ins were asked for outside the demo."""


@dataclass(frozen=True)
class DemoPerson:
    """`partner` empty: the operator."""

    label: str
    email: str
    first_name: str
    last_name: str
    partner: str = ""
    role: Role | None = None


DEMO_PEOPLE = (
    DemoPerson("Trainer at Clarion", "trainer@demo.example", "Demo", "Trainer", "clarion", Role.TRAINER),
    DemoPerson("Approver at Clarion", "approver@demo.example", "Demo", "Approver", "clarion", Role.APPROVER),
    DemoPerson(
        "Coordinator at Clarion",
        "coordinator@demo.example",
        "Demo",
        "Coordinator",
        "clarion",
        Role.COORDINATOR,
    ),
    DemoPerson(
        "Trainer of the programme",
        "programme@demo.example",
        "Demo",
        "Programme trainer",
        "programme",
        Role.TRAINER,
    ),
    DemoPerson("Manager at Clarion", "manager@demo.example", "Demo", "Manager", "clarion", Role.MANAGER),
    DemoPerson(
        "Programme manager",
        "programme-manager@demo.example",
        "Demo",
        "Programme manager",
        "programme",
        Role.PROGRAMME_MANAGER,
    ),
    DemoPerson("Operator", "operator@demo.example", "Demo", "Operator"),
)


@transaction.atomic
def make_demo_staff(*, passwords: dict[str, str]) -> dict[str, str]:
    """Makes the people who are missing; returns address → password, with new ones where none was known.

    Raises NotADemo unless the demo's settings are in use.
    """
    if not settings.IS_DEMO:
        raise NotADemo("Demo sign-ins exist with the demo's settings only.")
    known = dict(passwords)
    for person in DEMO_PEOPLE:
        user = User.objects.filter(email=person.email).first()
        if user is None or person.email not in known:
            known[person.email] = secrets.token_urlsafe(9)
            user = user or User(email=person.email, first_name=person.first_name, last_name=person.last_name)
            user.set_password(known[person.email])
        user.is_superuser = user.is_staff = person.role is None
        user.save()
        if person.role:
            give_role(user=user, partner=Partner.objects.get(slug=person.partner), role=person.role)
    return known
