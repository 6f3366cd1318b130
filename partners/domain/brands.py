"""A partner's look: drafted by one person, approved by another, live now or on a day, and back again."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Revision

from accounts.models import User
from partners.models import Brand, Partner
from partners.queries.brand_history import FIRST_LOOK, WENT_LIVE, approved_looks, picture_url
from partners.queries.colours import refused_colours
from partners.rules.brands import approvers_for, authors_of, has_own_approver

from .audit import record
from .letters import write_letter
from .version import public_content_changed

# What somebody may change; whose it is and how it stands is not among it.
FIELDS = (
    "short_name",
    "monogram",
    "logo",
    "logo_alt",
    "brand_colour",
    "accent_colour",
    "welcome",
    "help_statement",
    "safeguarding_statement",
    "footer",
    "co_brand_line",
    "logo_order",
    "sender_name",
    "signatory_name",
    "signatory_role",
    "signature",
)


class BrandRefused(Exception):
    """Said to the person who asked, in words they can act on."""


@transaction.atomic
def save_brand_draft(*, brand: Brand, changes: dict, by) -> Revision | None:
    """Puts changes into the draft; None where nothing is new. A draft that waited waits no longer.

    Raises ValidationError for a field's own faults, BrandRefused for colours that cannot be read.
    """
    live = _locked(brand)
    _keep_first_look(live)
    draft = live.get_latest_revision_as_object()
    if all(getattr(draft, name) == value for name, value in changes.items()):
        return None
    for name, value in changes.items():
        if name not in FIELDS:
            raise ValueError(f"{name} is not part of a look.")
        setattr(draft, name, value)
    if {"brand_colour", "accent_colour"} & set(changes) and refused_colours(
        draft.brand_colour, draft.accent_colour
    ):
        raise BrandRefused(_("These two colours cannot be read together."))
    draft.go_live_at = draft.expire_at = None
    revision = draft.save_revision(user=by)
    _stops_waiting(live)
    record(actor=by, verb="save brand draft", of=live, partner=live.partner, fields=sorted(changes))
    return revision


@transaction.atomic
def ask_for_brand_approval(*, brand: Brand, by) -> None:
    """The draft waits for a second person from now on; asked twice it keeps its first moment."""
    live = _locked(brand)
    if not live.has_unpublished_changes or live.latest_revision is None:
        raise BrandRefused(_("There is no change to approve."))
    if live.latest_revision.approved_go_live_at:
        raise BrandRefused(_("This change is approved already and waits for its day."))
    if live.submitted_at is not None:
        return
    Brand.objects.filter(pk=live.pk).update(submitted_at=timezone.now(), submitted_by=by)
    record(actor=by, verb="ask for brand approval", of=live, partner=live.partner)
    _ask_approvers(live)


@transaction.atomic
def approve_brand(*, brand: Brand, revision_id: int, by, at: datetime | None = None) -> None:
    """The waiting draft goes live, now or at a moment to come. `revision_id` is what the approver has looked at.

    Refused to whoever had a hand in it, and where the draft has changed since it was looked at. Whether the
    person may approve for this partner at all is the caller's question (rules.may_approve_brand).
    """
    live = _locked(brand)
    revision = live.latest_revision
    if live.submitted_at is None or revision is None or revision.pk != revision_id:
        raise BrandRefused(_("This has changed since you looked at it. Please look again."))
    if by.pk in authors_of(live):
        raise BrandRefused(_("You made this change. Somebody else has to approve it."))
    if at is not None and at <= timezone.now():
        raise BrandRefused(_("Choose a day and time that is still to come."))
    draft = revision.as_object()
    draft.go_live_at = at
    # Who wrote it stays who wrote it.
    revision = draft.save_revision(user=revision.user, overwrite_revision=revision, clean=False)
    verb = "schedule brand" if at else "approve brand"
    details = {"at": at.isoformat()} if at else {}
    record(actor=by, verb=verb, of=live, partner=live.partner, revision=revision.pk, **details)
    _tell_of_decision(live, "approved")
    revision.publish(user=by, log_action=False, skip_permission_checks=True)
    # Last: publishing writes the whole row.
    _stops_waiting(live)


@transaction.atomic
def send_brand_back(*, brand: Brand, by) -> None:
    """The draft stays, and waits no longer."""
    live = _locked(brand)
    if live.submitted_at is None:
        return
    _tell_of_decision(live, "changes_asked_for")
    _stops_waiting(live)
    record(actor=by, verb="send brand back", of=live, partner=live.partner)


@transaction.atomic
def unschedule_brand(*, brand: Brand, by) -> None:
    """What was to go live on a day does not; it is a draft again and has to be approved anew."""
    live = _locked(brand)
    scheduled = live.scheduled_revision
    if scheduled is None:
        return
    live.revisions.filter(pk=scheduled.pk).update(approved_go_live_at=None)
    record(actor=by, verb="unschedule brand", of=live, partner=live.partner, revision=scheduled.pk)


@transaction.atomic
def roll_back_brand(*, brand: Brand, revision_id: int, by) -> None:
    """An earlier look that was approved and live once goes live again at once, as a new revision.

    A draft that is under way is not lost, but has to be sent for approval again on top of it; a look that was
    scheduled is called off.
    """
    live = _locked(brand)
    earlier = next((look for look in approved_looks(live) if look.pk == revision_id), None)
    if earlier is None:
        raise BrandRefused(_("This look was never live."))
    if live.live_revision_id == revision_id:
        return
    unschedule_brand(brand=live, by=by)
    draft = live.get_latest_revision_as_object() if live.has_unpublished_changes else None
    authors = User.objects.filter(pk__in=authors_of(live))
    looked = earlier.as_object()
    looked.go_live_at = looked.expire_at = None
    revision = looked.save_revision(user=None, clean=False, previous_revision=earlier)
    record(
        actor=by, verb="roll back brand", of=live, partner=live.partner, revision=revision.pk, to=earlier.pk
    )
    revision.publish(user=by, log_action=False, skip_permission_checks=True, previous_revision=earlier)
    _stops_waiting(live)
    # One for each who had a hand in it: none of them may approve it later.
    for author in authors if draft else ():
        draft.save_revision(user=author, clean=False)


@transaction.atomic
def discard_brand_draft(*, brand: Brand, by) -> None:
    """What is neither live nor approved for a day is thrown away."""
    live = _locked(brand)
    if not live.has_unpublished_changes:
        return
    kept = live.scheduled_revision or live.live_revision
    if kept is None or kept.pk == live.latest_revision_id:
        return
    Brand.objects.filter(pk=live.pk).update(
        latest_revision=kept,
        has_unpublished_changes=kept.pk != live.live_revision_id,
        submitted_at=None,
        submitted_by=None,
    )
    live.revisions.filter(pk__gt=kept.pk).delete()
    record(actor=by, verb="discard brand draft", of=live, partner=live.partner)


@transaction.atomic
def brand_went_live(*, brand: Brand, revision: Revision) -> None:
    """Called for every look that Wagtail has made live, by an approver's hand or because its day has come."""
    if not Brand.objects.filter(pk=brand.pk, live_revision=revision).exists():
        return
    record(actor=None, verb=WENT_LIVE, of=brand, partner=brand.partner, revision=revision.pk)
    # Drawn here, so that no resident's first page waits for it.
    picture_url(brand.logo)
    public_content_changed()


def _ask_approvers(live: Brand) -> None:
    """A letter to each who may approve it, once for each draft; the address is that of their own screen."""
    programme = Partner.objects.filter(is_programme=True).first()
    desk = live.partner if has_own_approver(live) or programme is None else programme
    for user in User.objects.filter(pk__in=approvers_for(live), is_active=True):
        write_letter(
            template="please_approve",
            to=user,
            partner=live.partner,
            context={
                "title": _("The look of the section"),
                "path": reverse("partners:brand-review", args=[desk.slug, live.partner.slug]),
            },
            dedupe_key=f"approve-brand-{live.latest_revision_id}-{user.public_id}",
        )


def _tell_of_decision(live: Brand, template: str) -> None:
    """To whoever has sent it for approval."""
    asked = live.submitted_by
    if asked is None or not asked.is_active:
        return
    write_letter(
        template=template,
        to=asked,
        partner=live.partner,
        context={
            "title": _("The look of the section"),
            "path": reverse("partners:brand", args=[live.partner.slug]),
            "comment": "",
        },
        dedupe_key=f"decided-brand-{live.latest_revision_id}-{live.submitted_at:%Y%m%d%H%M%S%f}",
    )


def _locked(brand: Brand) -> Brand:
    return Brand.objects.select_for_update(of=("self",)).select_related("partner").get(pk=brand.pk)


def _keep_first_look(live: Brand) -> None:
    """Without a revision of its own, what is live could never come back; and Wagtail would schedule it away."""
    if live.live_revision_id is not None:
        return
    revision = live.save_revision(user=None, clean=False, changed=False)
    live.live_revision = revision
    # Residents have seen it since the section opened.
    live.first_published_at = live.last_published_at = live.partner.opened_at or timezone.now()
    live.save(update_fields=["live_revision", "first_published_at", "last_published_at"])
    record(actor=None, verb=FIRST_LOOK, of=live, partner=live.partner, revision=revision.pk)


def _stops_waiting(live: Brand) -> None:
    Brand.objects.filter(pk=live.pk).update(submitted_at=None, submitted_by=None)
    live.submitted_at = live.submitted_by = None
