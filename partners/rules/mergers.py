"""May one partner become part of another, or leave? Each answer is a sentence for whoever asked, or "" for yes."""

from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from partners.models import Partner

# So long do coordinators of a partner that has left have for their export.
EXPORT_DAYS = 60


def refusal_of_merger(
    *, source: Partner, target: Partner, dated_on: date, legal_successor_on: date | None
) -> str:
    """Why `source` cannot become part of `target` on that day."""
    names = {"source": source.name, "target": target.name}
    if source.pk == target.pk:
        return _("A partner cannot be merged with itself.")
    if source.is_programme or target.is_programme:
        return _(
            "The programme cannot be merged. A partner that joins nobody leaves the partnership instead."
        )
    if source.pk in _followed(target):
        return (
            _("%(target)s has become part of %(source)s. Merging the other way round would go in a circle.")
            % names
        )
    if source.left_on:
        return _("%(source)s has left already.") % names
    if target.left_on:
        return _("%(target)s has left, so nothing can carry on there.") % names
    return _refusal_of_dates(source, target, dated_on, legal_successor_on)


def refusal_of_departure(*, partner: Partner, left_on: date, notice: str) -> str:
    """Why a partner cannot leave the partnership on that day."""
    if partner.is_programme:
        return _("The programme cannot leave.")
    if partner.left_on:
        return _("%(partner)s has left already.") % {"partner": partner.name}
    if left_on > timezone.localdate():
        return _("This date is in the future. Do it on the day itself: names stop being seen that day.")
    if left_on < timezone.localdate() - timedelta(days=EXPORT_DAYS):
        return _("This date is too long ago: the time for an export would be over already.")
    if left_on < partner.joined_on:
        return _("This date is before %(partner)s joined.") % {"partner": partner.name}
    if not notice.strip():
        return _("Write what the section says to people who come to its addresses.")
    return ""


def _refusal_of_dates(
    source: Partner, target: Partner, dated_on: date, legal_successor_on: date | None
) -> str:
    if dated_on > timezone.localdate():
        return _("This date is in the future. Merge on the day itself, or later.")
    for partner in (source, target):
        if dated_on < partner.joined_on:
            return _("This date is before %(partner)s joined.") % {"partner": partner.name}
    if legal_successor_on and legal_successor_on > timezone.localdate():
        return _(
            "The legal date is in the future. Until it has come nobody's agreement to share may pass: "
            "merge on that day, or leave the tick out."
        )
    return ""


def _followed(partner: Partner) -> set[int]:
    """Everybody who stands in this partner's place, through any chain."""
    seen: set[int] = set()
    while partner.succeeded_by_id and partner.succeeded_by_id not in seen:
        seen.add(partner.succeeded_by_id)
        partner = partner.succeeded_by
    return seen
