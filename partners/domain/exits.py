"""The programme's list of exit addresses: added, used, taken off; in use with the next page."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from partners.models import ExitAddress, Partner
from partners.rules.exits import MOST, refuse_exit

from .audit import record
from .version import public_content_changed


@transaction.atomic
def add_exit(*, programme: Partner, url: str, what: str, by) -> ExitAddress:
    """At the end of the list. Raises ValidationError by field; one that stands there already is not added twice."""
    # Two at once would both find room.
    Partner.objects.select_for_update(of=("self",), no_key=True).get(pk=programme.pk)
    try:
        refuse_exit(url)
    except ValidationError as refused:
        raise ValidationError({"url": refused}) from refused
    if found := ExitAddress.objects.filter(url=url).first():
        return found
    if ExitAddress.objects.count() >= MOST:
        raise ValidationError(
            {"url": _("The list holds %(most)s addresses already. Take one off first.") % {"most": MOST}}
        )
    last = ExitAddress.objects.aggregate(last=Max("position"))["last"] or 0
    row = ExitAddress(url=url, what=what, position=last + 1)
    row.full_clean()
    row.save()
    _written_down("add exit address", row, programme, by)
    return row


@transaction.atomic
def use_exit(*, row: ExitAddress, programme: Partner, by) -> None:
    """From now on Exit leads there. Twice is once."""
    rows = ExitAddress.objects.select_for_update(of=("self",)).order_by("position", "pk")
    ordered = sorted(rows, key=lambda other: other.pk != row.pk)
    if list(rows) == ordered:
        return
    for position, other in enumerate(ordered, start=1):
        ExitAddress.objects.filter(pk=other.pk).update(position=position)
    _written_down("use exit address", row, programme, by)


@transaction.atomic
def remove_exit(*, row: ExitAddress, programme: Partner, by) -> None:
    """Off the list; with none left, Exit leads where it led in the beginning."""
    _written_down("remove exit address", row, programme, by)
    ExitAddress.objects.filter(pk=row.pk).delete()


def _written_down(verb: str, row: ExitAddress, programme: Partner, by) -> None:
    record(actor=by, verb=verb, of=row, partner=programme, address=row.url)
    public_content_changed()
