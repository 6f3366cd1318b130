"""A partner changes its address or its name, or becomes part of another. Its records stay as they are."""

from django.contrib.auth.models import Group
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Collection, Task, Workflow

from partners.models import Partner, PartnerPage, PartnerSlug
from partners.rules.slugs import refuse_unfit_slug

from .audit import record
from .groups import keep_groups_in_step
from .version import public_content_changed


class LifeRefused(ValueError):
    """This turn in a partner's life cannot be taken; the message says why."""


@transaction.atomic
def rename_partner(*, partner: Partner, by, slug: str = "", name: str = "", short_name: str = "") -> Partner:
    """Gives a new address, new names, or both; what is left empty stays. The same again changes nothing.

    The former address leads to the new one for ever and can be taken by no other partner. Certificates keep
    the name they were issued under. Raises ValidationError for an address that cannot be taken.
    """
    partner = Partner.objects.select_for_update(of=("self",), no_key=True).get(pk=partner.pk)
    slug, name, short_name = slug or partner.slug, name or partner.name, short_name or partner.short_name
    before = {"slug": partner.slug, "name": partner.name, "short_name": partner.short_name}
    after = {"slug": slug, "name": name, "short_name": short_name}
    if before == after:
        return partner
    if slug != partner.slug:
        refuse_unfit_slug(slug, of=partner)
        _take_address(partner, slug)
    partner.name, partner.short_name = name, short_name
    partner.save(update_fields=["slug", "name", "short_name"])
    for section in PartnerPage.objects.filter(partner=partner):
        if section.title == before["name"]:
            section.title = section.draft_title = name
        # Its own save gives it the partner's address, and all below it theirs.
        section.save()
    keep_groups_in_step(partner=partner)
    record(actor=by, verb="rename partner", of=partner, partner=partner, before=before, after=after)
    public_content_changed()
    return partner


def _take_address(partner: Partner, slug: str) -> None:
    # Back to an address of its own: it leads nowhere but to itself again.
    PartnerSlug.objects.filter(slug=slug, partner=partner).delete()
    PartnerSlug.objects.create(slug=partner.slug, partner=partner, replaced_on=timezone.localdate())
    _rename_what_wagtail_knows(partner.slug, slug)
    partner.slug = slug


def _rename_what_wagtail_knows(former: str, slug: str) -> None:
    """Groups, workflow, its task and the collection are found by the partner's address."""
    for model in (Group, Workflow, Task):
        for row in model.objects.filter(name__startswith=f"{former}: "):
            model.objects.filter(pk=row.pk).update(name=f"{slug}{row.name.removeprefix(former)}")
    root = Collection.get_first_root_node()
    Collection.objects.filter(
        pk__in=root.get_children().filter(name=former).values_list("pk", flat=True)
    ).update(name=slug)


@transaction.atomic
def make_part_of(*, partner: Partner, parent: Partner | None, by) -> Partner:
    """Makes a partner a sub-brand: shown as part of `parent`; None makes it nobody's again.

    It stays a partner of its own: its section, staff, learners and numbers are not the parent's. There is one
    level only. Raises LifeRefused.
    """
    locked = Partner.objects.select_for_update(of=("self",), no_key=True).filter(
        pk__in=[row.pk for row in (partner, parent) if row]
    )
    found = {row.pk: row for row in locked.order_by("pk")}
    partner, parent = found[partner.pk], found[parent.pk] if parent else None
    if partner.parent_id == (parent.pk if parent else None):
        return partner
    if parent:
        _refuse_parent(partner, parent)
    before = partner.parent.slug if partner.parent else ""
    partner.parent = parent
    partner.save(update_fields=["parent"])
    record(
        actor=by,
        verb="make part of",
        of=partner,
        partner=partner,
        before=before,
        after=parent.slug if parent else "",
    )
    public_content_changed()
    return partner


def _refuse_parent(partner: Partner, parent: Partner) -> None:
    if partner.pk == parent.pk:
        raise LifeRefused(_("A partner cannot be part of itself."))
    if partner.is_programme or parent.is_programme:
        raise LifeRefused(_("The programme is part of nobody, and nobody is part of it."))
    if partner.left_on or parent.left_on:
        raise LifeRefused(_("A partner that has left can neither be part of another nor have parts."))
    if parent.parent_id == partner.pk:
        raise LifeRefused(
            _("%(parent)s is part of %(partner)s already.") % {"parent": parent.name, "partner": partner.name}
        )
    if parent.parent_id:
        raise LifeRefused(
            _("%(parent)s is itself part of another partner. Choose that one.") % {"parent": parent.name}
        )
    if partner.sub_brands.exists():
        raise LifeRefused(
            _("%(partner)s has parts of its own. A part cannot have parts.") % {"partner": partner.name}
        )
