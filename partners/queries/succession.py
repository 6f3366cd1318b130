"""Who stands where today: partners that were merged, renamed, have left, or are part of another."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from partners.models import Partner, PartnerDeparture, PartnerSlug

from .brands import partner_faces
from .memory import remembered


@dataclass(frozen=True)
class DepartureFace:
    """What the section of a partner that has left says."""

    partner_id: int
    slug: str
    name: str
    notice: str
    left_on: date
    export_until: date
    is_closed: bool

    @property
    def may_take_list(self) -> bool:
        return not self.is_closed and self.export_until >= timezone.localdate()


def later_addresses(path: str) -> list[str]:
    """Where an address below a former or merged partner's slug has led since, in order; the last is today's.

    `path` begins with the slug, without a leading slash: "catalyst/course-1/". Empty for one that stands.
    """
    slug, _slash, rest = path.partition("/")
    found, seen = [], {slug}
    while (slug := _next_slug(slug)) and slug not in seen:
        seen.add(slug)
        found.append(f"/{slug}/{rest}")
    return found


def stands_for(partner_id: int) -> int:
    """The partner that stands in this one's place today, through any chain of mergers; else itself."""
    return remembered("partners.stands_for", _build_stands_for).get(partner_id, partner_id)


def absorbed_by(partner_id: int) -> tuple[int, ...]:
    """All partners in whose place this one stands today, itself not among them."""
    today = remembered("partners.stands_for", _build_stands_for)
    return tuple(sorted(pk for pk, now in today.items() if now == partner_id and pk != partner_id))


def departures() -> dict[str, DepartureFace]:
    """Partners that have left, by slug; nobody carries on in their place but the programme."""
    return remembered("partners.departures", _build_departures)


def list_of(partner_id: int) -> DepartureFace | None:
    """Of a partner that has left: while it may take along the list of those who shared with it; None after that."""
    found = (row for row in departures().values() if row.partner_id == partner_id)
    return next((row for row in found if row.may_take_list), None)


def parent_name(partner_id: int) -> str:
    """Whose sub-brand a partner is, in short; "" for one that is nobody's."""
    return remembered("partners.parents", _build_parents).get(partner_id, "")


def has_left(partner_id: int) -> bool:
    """Merged or gone: nobody acts in its name any more."""
    left_on = remembered("partners.left", _build_left).get(partner_id)
    return left_on is not None and left_on <= timezone.localdate()


def _next_slug(slug: str) -> str:
    faces = partner_faces()
    face = faces.get(slug)
    if face is None:
        return remembered("partners.slugs_before", _build_former_slugs).get(slug, "")
    return "" if face.section_url else face.successor_slug


def _build_former_slugs() -> dict[str, str]:
    return dict(PartnerSlug.objects.values_list("slug", "partner__slug"))


def _build_stands_for() -> dict[int, int]:
    followed = dict(Partner.objects.values_list("pk", "succeeded_by_id"))

    def today(pk: int) -> int:
        seen = set()
        while followed.get(pk) and pk not in seen:
            seen.add(pk)
            pk = followed[pk]
        return pk

    return {pk: today(pk) for pk in followed}


def _build_departures() -> dict[str, DepartureFace]:
    return {
        row.partner.slug: DepartureFace(
            partner_id=row.partner_id,
            slug=row.partner.slug,
            name=row.partner.name,
            notice=row.notice,
            left_on=row.left_on,
            export_until=row.export_until,
            is_closed=row.closed_at is not None,
        )
        for row in PartnerDeparture.objects.select_related("partner")
    }


def _build_parents() -> dict[int, str]:
    return dict(Partner.objects.exclude(parent=None).values_list("pk", "parent__short_name"))


def _build_left() -> dict[int, date]:
    return dict(Partner.objects.exclude(left_on=None).values_list("pk", "left_on"))
