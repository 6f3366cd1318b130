"""People to sign in as in the demo. They cannot exist with production settings."""

import secrets
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from accounts.models import User
from partners.domain import give_role
from partners.enums import Role
from partners.models import Partner


class NotADemo(RuntimeError):
    """Demo sign-ins were asked for outside the demo."""


@dataclass(frozen=True)
class DemoPerson:
    label: str
    email: str
    first_name: str
    last_name: str
    partner: str
    role: Role


DEMO_PEOPLE = (
    DemoPerson("Manager at Clarion", "manager@demo.example", "Demo", "Manager", "clarion", Role.MANAGER),
    DemoPerson("Trainer at Clarion", "trainer@demo.example", "Demo", "Trainer", "clarion", Role.TRAINER),
    DemoPerson("Approver at Clarion", "approver@demo.example", "Demo", "Approver", "clarion", Role.APPROVER),
    DemoPerson(
        "Communications at Clarion",
        "communications@demo.example",
        "Demo",
        "Communications",
        "clarion",
        Role.COMMUNICATIONS,
    ),
    DemoPerson(
        "Coordinator at Clarion",
        "coordinator@demo.example",
        "Demo",
        "Coordinator",
        "clarion",
        Role.COORDINATOR,
    ),
    DemoPerson(
        "Workshop host at Clarion", "host@demo.example", "Demo", "Host", "clarion", Role.WORKSHOP_HOST
    ),
    DemoPerson(
        "Programme manager",
        "programme-manager@demo.example",
        "Demo",
        "Programme manager",
        "programme",
        Role.PROGRAMME_MANAGER,
    ),
    DemoPerson(
        "Programme analyst", "analyst@demo.example", "Demo", "Analyst", "programme", Role.PROGRAMME_ANALYST
    ),
    DemoPerson(
        "Trainer of the programme",
        "programme@demo.example",
        "Demo",
        "Programme trainer",
        "programme",
        Role.TRAINER,
    ),
    DemoPerson(
        "Approver of the programme",
        "programme-approver@demo.example",
        "Demo",
        "Programme approver",
        "programme",
        Role.APPROVER,
    ),
    DemoPerson("Operator", "operator@demo.example", "Demo", "Operator", "programme", Role.OPERATOR),
)
DEMO_WORKSHOP = "Saturday workshop"


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
        user.save()
        known_as = Q(slug=person.partner) | Q(former_slugs__slug=person.partner)
        partner = Partner.objects.filter(known_as).distinct().get()
        if partner.left_on:
            # Nobody works there any more.
            continue
        give_role(
            user=user,
            partner=partner,
            role=person.role,
            workshop=DEMO_WORKSHOP if person.role is Role.WORKSHOP_HOST else "",
        )
    return known
