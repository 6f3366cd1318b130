"""What keeps a page from learners, in words; asked before each way of publishing."""

from threading import RLock

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.fields import StreamField
from wagtail.models import Page

from partners.models import Partner, PartnerPage
from partners.queries.fitness import UnfitContact, keys_in, unfit_contacts
from partners.queries.sections import section_of
from partners.scoping import everything

# While a draft is validated Wagtail makes its blocks ask for nothing, and blocks are shared by all threads: another
# thread would let something half written pass, or, both at once, leave a block that asks for nothing for good.
ONE_AT_A_TIME = RLock()


def waits_for_opening(page: Page) -> bool:
    """A section's front before its manager has opened it: nothing but that makes it public."""
    if not isinstance(page, PartnerPage) or page.live:
        return False
    return not Partner.objects.filter(pk=page.partner_id, opened_at__isnull=False).exists()


def why_section_waits() -> str:
    return _(
        "This section is not open yet. Its manager opens it on the screen “Getting ready”, "
        "once nothing is missing there. Save it as a draft until then."
    )


def is_unfinished(page: Page) -> bool:
    """Whether something is missing that a page needs: Wagtail lets a draft be saved without it, and publishes a
    draft by any way but its editor's form without asking again.
    """
    page = page.specific
    # Whose its pictures and documents are is asked elsewhere.
    with everything(), ONE_AT_A_TIME:
        try:
            page.full_clean()
            for name in stream_names(page):
                stream = getattr(page, name)
                stream.stream_block.clean(stream)
        except ValidationError:
            return True
    return False


def why_unfinished(page: Page) -> str:
    return _(
        "“%(title)s” is not finished: something it needs is still missing. "
        "Send it on from its editor, which says beside each field what that is."
    ) % {"title": page.get_admin_display_title()}


def keeps_from_learners(page: Page) -> bool:
    """Whether what a page has come to hold keeps it waiting, whoever has approved it."""
    return is_unfinished(page) or bool(contacts_refused(page))


def contacts_refused(
    page: Page, streams: dict[str, object] | None = None, *, parent: Page | None = None
) -> list[UnfitContact]:
    """The contacts that the page would put before learners for the first time and that are not fit for it.

    A contact that stands on the live page already is no first use, so a slip of the pen can always be mended.
    `streams`: field name → the value that is about to be stored, where it is not the page's own. `parent`: of a
    page that is not stored yet.
    """
    page = page.specific if page.pk else page
    values = streams if streams is not None else {name: getattr(page, name) for name in stream_names(page)}
    used = set().union(*(keys_in(value) for value in values.values())) if values else set()
    return _unfit(used - _keys_on_live_page(page), parent or page) if used else []


def unfit_on(page: Page) -> list[UnfitContact]:
    """The contacts on a page, first used there or not, that could not be put before learners anew."""
    return _unfit(set().union(*(keys_in(getattr(page, name)) for name in stream_names(page))), page)


def _unfit(keys: set[str], place: Page) -> list[UnfitContact]:
    """Of these, as the section around a page shows them."""
    if not keys:
        return []
    section = section_of(place)
    partner = section.partner if section else None
    return unfit_contacts(
        keys,
        partner_id=partner.pk if partner else None,
        borough_ids=partner.boroughs.values_list("pk", flat=True) if partner else (),
    )


def stream_names(page: Page) -> list[str]:
    """The fields of blocks that a page has."""
    return [field.name for field in page._meta.get_fields() if isinstance(field, StreamField)]


def _keys_on_live_page(page: Page) -> set[str]:
    live = type(page).objects.filter(pk=page.pk, live=True).first() if page.pk else None
    return set().union(*(keys_in(getattr(live, name)) for name in stream_names(live))) if live else set()
