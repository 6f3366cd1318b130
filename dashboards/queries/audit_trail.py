"""Who did what to what at one partner, in words. A learner stands there by reference, never by name alone."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.apps import apps
from django.core.paginator import Page as PageOfRows
from django.core.paginator import Paginator
from django.db.models import Q
from django.db.models.functions import TruncMonth
from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.models import Page

from accounts.models import User
from certificates.queries import names_for_board
from learning.models import Learner
from partners.enums import Role
from partners.models import AuditEntry, Membership, Partner, StaffInvitation, SupportContact
from partners.queries import partner_faces
from partners.scoping import for_partners

ROWS = 50
LEARNER = "learning.learner"


@dataclass(frozen=True)
class AuditLine:
    """`learner_name` only where the reader may see it anyway."""

    at: datetime
    actor: str
    verb: str
    what: str
    reference: str
    details: str
    learner_name: str = ""


@dataclass(frozen=True)
class AuditTrail:
    page: PageOfRows
    lines: list[AuditLine]
    verbs: list[str]
    months: list[date]

    @property
    def names_learners(self) -> bool:
        return any(line.learner_name for line in self.lines)


def audit_trail(
    partner: Partner, *, shows_people: bool, verb: str = "", month: str = "", page: str = "1"
) -> AuditTrail:
    """One page of one partner's entries, newest first. The number of SQL does not depend on that of rows.

    The programme's are those of no partner, too: an operator at the settings of the site, an account erased.
    """
    nobodys = Q(partner__isnull=True) if partner.is_programme else Q(pk__in=[])
    entries = AuditEntry.objects.filter(nobodys | Q(partner=partner))
    verbs = list(entries.order_by("verb").values_list("verb", flat=True).distinct())
    months = list(
        entries.annotate(month=TruncMonth("at")).order_by("-month").values_list("month", flat=True).distinct()
    )
    chosen = next((row for row in months if f"{row:%Y-%m}" == month), None)
    if verb:
        entries = entries.filter(verb=verb) if verb in verbs else entries.none()
    if month:
        entries = entries.filter(at__year=chosen.year, at__month=chosen.month) if chosen else entries.none()
    found = Paginator(entries.select_related("actor").order_by("-at", "-pk"), ROWS).get_page(page)
    return AuditTrail(
        page=found,
        lines=_lines(list(found.object_list), partner.pk, shows_people),
        verbs=verbs,
        months=[row.date() for row in months],
    )


def _lines(entries: list[AuditEntry], partner_id: int, shows_people: bool) -> list[AuditLine]:
    words = _words_for(entries)
    names = _names_of(entries, partner_id) if shows_people else {}
    return [
        AuditLine(
            at=entry.at,
            actor=_person(entry.actor) if entry.actor else _("The site itself"),
            verb=entry.verb,
            what=words.get((entry.object_kind, entry.object_reference)) or _kind(entry.object_kind),
            reference=entry.object_reference if entry.object_kind == LEARNER else "",
            details=_details(entry.details),
            learner_name=names.get(entry.object_reference, "") if entry.object_kind == LEARNER else "",
        )
        for entry in entries
    ]


def _person(user: User) -> str:
    return str(user) if user.is_active else _("Somebody whose account is closed")


def _words_for(entries: list[AuditEntry]) -> dict[tuple[str, str], str]:
    """(kind, reference) → what it is called today; what is gone has no entry here."""
    references: dict[str, set[str]] = {}
    for entry in entries:
        references.setdefault(entry.object_kind, set()).add(entry.object_reference)
    words = {}
    for kind, asked in references.items():
        for reference, text in _called(kind, asked):
            words[kind, str(reference)] = text
    return words


def _called(kind: str, asked: set[str]) -> Iterable[tuple[object, str]]:
    if kind == Membership._meta.label_lower:
        rows = Membership.objects.filter(public_id__in=asked).select_related("user")
        return [(row.public_id, f"{_person(row.user)}, {Role(row.role).label}") for row in rows]
    if kind == StaffInvitation._meta.label_lower:
        rows = StaffInvitation.objects.filter(public_id__in=asked)
        return [(row.public_id, _("Invitation as %s") % Role(row.role).label) for row in rows]
    if kind == User._meta.label_lower:
        return [(row.public_id, _person(row)) for row in User.objects.filter(public_id__in=asked)]
    if kind == SupportContact._meta.label_lower:
        return SupportContact.objects.filter(public_id__in=asked).values_list("public_id", "name")
    if kind == "partners.partner":
        return [(face.partner_id, face.name) for face in partner_faces().values()]
    if _is_page(kind):
        return Page.objects.filter(pk__in=[pk for pk in asked if pk.isdigit()]).values_list("pk", "title")
    return []


def _is_page(kind: str) -> bool:
    try:
        return issubclass(apps.get_model(kind), Page)
    except LookupError:
        return False


def _kind(kind: str) -> str:
    if kind == LEARNER:
        return _("A learner")
    try:
        return str(apps.get_model(kind)._meta.verbose_name).capitalize()
    except LookupError:
        return kind


def _names_of(entries: list[AuditEntry], partner_id: int) -> dict[str, str]:
    """Names of those who share with this partner today, by reference. Through the staff door."""
    asked = {entry.object_reference for entry in entries if entry.object_kind == LEARNER}
    if not asked:
        return {}
    with for_partners([partner_id]):
        sharing = dict(Learner.objects.filter(public_id__in=asked).values_list("pk", "public_id"))
        names = names_for_board(partner_id)
    return {reference: names.get(pk) or _("No name given") for pk, reference in sharing.items()}


def _details(details: dict) -> str:
    return "; ".join(
        f"{_detail_name(name)}: {_detail(name, value)}"
        for name, value in details.items()
        if value not in ("", None, {}, [])
    )


def _detail_name(name: str) -> str:
    known = {
        "role": _("role"),
        "on": _("from"),
        "purpose": _("purpose"),
        "version": _("version"),
        "fields": _("fields"),
        "course": _("course"),
        "size": _("size"),
    }
    return known.get(name, name.replace("_", " "))


def _detail(name: str, value: object) -> str:
    if name == "role" and value in Role.values:
        return str(Role(value).label)
    if name == "on" and isinstance(value, str) and (day := parse_date(value)):
        return date_format(day, "j F Y")
    if isinstance(value, dict):
        return ", ".join(f"{key} {part}" for key, part in value.items())
    if isinstance(value, list):
        return ", ".join(str(part).replace("_", " ") for part in value)
    return str(value)
