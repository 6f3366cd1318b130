"""May a section point to that? To what is its partner's own and to what all share; to nothing of another's."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection, Page

from partners.conf import HELP_PAGE_KEY, SHARED_COLLECTION
from partners.models import Partner, PartnerPage, SupportContact
from partners.queries.references import Kind, Reference


def references_refused(*, partner: Partner | None, references: Iterable[Reference]) -> set[Reference]:
    """Those that a section of this partner may not hold; without a partner, all that are not shared.

    What is not there at all is refused in the same way: the answer does not tell whether it exists.
    """
    asked: dict[Kind, set[str]] = {}
    for reference in references:
        asked.setdefault(reference.kind, set()).add(reference.name)
    return {
        Reference(kind, name)
        for kind, names in asked.items()
        for name in names - _allowed_among(kind, names, partner)
    }


def may_refer(*, partner: Partner | None, kind: Kind, name: object) -> bool:
    """One reference: an image, document or page by its number, a contact by its key."""
    return not references_refused(partner=partner, references=[Reference(kind, str(name))])


def exists(reference: Reference) -> bool:
    """Whether such a thing is there at all, whosever it is. Never tell an editor."""
    models = {Kind.IMAGE: get_image_model(), Kind.DOCUMENT: get_document_model(), Kind.PAGE: Page}
    if reference.kind is Kind.CONTACT:
        return QuerySet(SupportContact).filter(key=reference.name).exists()
    return reference.name.isdecimal() and QuerySet(models[reference.kind]).filter(pk=reference.name).exists()


def shared_and_own_collections(partner: Partner | None) -> list[int]:
    """The collections whose pictures and documents a partner may use."""
    names = [SHARED_COLLECTION, *([partner.slug] if partner else [])]
    tops = Collection.objects.filter(depth=2, name__in=names).values_list("path", flat=True)
    below = Q(pk__in=[])
    for path in tops:
        below |= Q(path__startswith=path)
    return list(Collection.objects.filter(below).values_list("pk", flat=True))


def _allowed_among(kind: Kind, names: set[str], partner: Partner | None) -> set[str]:
    if kind is Kind.CONTACT:
        rows = QuerySet(SupportContact).filter(key__in=names)
        found = rows.filter(Q(partner__isnull=True) | Q(partner=partner)).values_list("key", flat=True)
        return {HELP_PAGE_KEY, *found}
    numbers = [int(name) for name in names if name.isdecimal() and len(name) < 19]
    if kind is Kind.PAGE:
        return {str(pk) for pk in _pages_open_to(partner).filter(pk__in=numbers).values_list("pk", flat=True)}
    model = get_image_model() if kind is Kind.IMAGE else get_document_model()
    # Past the manager, which shows what the editor may see; here it is asked for the section.
    rows = QuerySet(model).filter(pk__in=numbers, collection_id__in=shared_and_own_collections(partner))
    return {str(pk) for pk in rows.values_list("pk", flat=True)}


def _pages_open_to(partner: Partner | None) -> QuerySet:
    """The partner's own pages, drafts too; of the site's and the programme's those that are public."""
    own, others = Q(pk__in=[]), Q(pk__in=[])
    for path, partner_id, is_programme in PartnerPage.objects.values_list(
        "path", "partner_id", "partner__is_programme"
    ):
        if partner is not None and partner_id == partner.pk:
            own |= Q(path__startswith=path)
        elif not is_programme:
            others |= Q(path__startswith=path)
    return Page.objects.filter(own | (Q(live=True, depth__gt=1) & ~others))
