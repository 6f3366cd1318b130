"""The look of a section, for those who draft it."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from partners.domain.brands import (
    BrandRefused,
    ask_for_brand_approval,
    discard_brand_draft,
    save_brand_draft,
)
from partners.domain.pictures import keep_picture
from partners.forms.brands import ColoursForm, LogoForm, SignatureForm, WordsForm
from partners.models import Brand
from partners.queries.brand_history import changes_between, picture_url
from partners.queries.colours import reads_as_danger
from partners.rules.brands import has_own_approver
from partners.validators import is_sample_text

PARTS = {
    "colours": (ColoursForm, gettext_lazy("Colours and name")),
    "logo": (LogoForm, gettext_lazy("Logo")),
    "words": (WordsForm, gettext_lazy("Words")),
    "signature": (SignatureForm, gettext_lazy("Who signs certificates")),
}
# Which field of the look a part's picture goes into.
PICTURES = {"logo": "logo", "signature": "signature"}


@never_cache
def look(request, slug: str) -> HttpResponse:
    """What is live, what is drafted, and what is to be done next."""
    brand = _brand_of(request)
    draft = brand.get_latest_revision_as_object()
    scheduled = brand.scheduled_revision
    has_draft = brand.has_unpublished_changes and (
        scheduled is None or scheduled.pk != brand.latest_revision_id
    )
    here = {
        "brand": draft,
        "logo_url": picture_url(draft.logo),
        "signature_url": picture_url(draft.signature),
        "parts": [
            {"label": label, "url": reverse("partners:brand-part", args=[slug, part])}
            for part, (_form, label) in PARTS.items()
        ],
        "changes": changes_between(brand, draft) if brand.has_unpublished_changes else [],
        "has_draft": has_draft,
        "drafted_by": brand.latest_revision.user if has_draft else None,
        "drafted_at": brand.latest_revision.created_at if has_draft else None,
        "waiting_since": brand.submitted_at,
        "goes_live_at": scheduled.approved_go_live_at if scheduled else None,
        "live_since": brand.last_published_at,
        "hints": hints_of(draft),
        "programme_approves": has_draft and not place_is_programme(request) and not has_own_approver(brand),
    }
    return render(request, "partners/staff/look.html", {"browser_title": _("Look"), "here": here})


@never_cache
def change(request, slug: str, part: str) -> HttpResponse:
    """One part of the draft. What is sent is checked here; pictures are stored with the draft that shows them."""
    if part not in PARTS:
        raise Http404
    form_class, label = PARTS[part]
    brand = _brand_of(request)
    draft = brand.get_latest_revision_as_object()
    before = draft.serializable_data()
    form = form_class(request.POST or None, request.FILES or None, instance=draft)
    if request.method == "POST" and form.is_valid():
        try:
            saved = _save(request, brand, part, form)
        except (BrandRefused, ValidationError) as refused:
            form.add_error(None, refused.messages if isinstance(refused, ValidationError) else str(refused))
        else:
            messages.success(request, _("Saved in the draft.") if saved else _("Nothing was different."))
            return HttpResponseRedirect(reverse("partners:brand", args=[slug]))
    context = {
        "browser_title": label,
        "form": form,
        "here": {
            "label": label,
            "part": part,
            "picture_url": picture_url(getattr(brand.with_content_json(before), PICTURES[part]))
            if part in PICTURES
            else "",
            "back_url": reverse("partners:brand", args=[slug]),
        },
    }
    return render(request, "partners/staff/look_part.html", context)


def send(request, slug: str) -> HttpResponse:
    """The draft goes to the second person."""
    try:
        ask_for_brand_approval(brand=_brand_of(request), by=request.user)
    except BrandRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Sent. Somebody else looks at it before it goes live."))
    return HttpResponseRedirect(reverse("partners:brand", args=[slug]))


@never_cache
def discard(request, slug: str) -> HttpResponse:
    """Says what is lost, and then loses it."""
    brand = _brand_of(request)
    back_url = reverse("partners:brand", args=[slug])
    if request.method == "POST":
        discard_brand_draft(brand=brand, by=request.user)
        messages.success(request, _("The draft is gone. What is live stays as it is."))
        return HttpResponseRedirect(back_url)
    here = {
        "changes": changes_between(brand, brand.get_latest_revision_as_object()),
        "back_url": back_url,
    }
    context = {"browser_title": _("Throw the draft away"), "here": here}
    return render(request, "partners/staff/look_discard.html", context)


def hints_of(brand: Brand) -> list[str]:
    """Worth a thought, and never a refusal."""
    hints = []
    if reads_as_danger(brand.brand_colour):
        hints.append(
            _(
                "The main colour is a red that many people read as danger or as an error. "
                "Look at the preview, and think of a calmer shade for buttons."
            )
        )
    if any(
        is_sample_text(text) for text in (brand.welcome, brand.help_statement, brand.safeguarding_statement)
    ):
        hints.append(_("Some of the words are still sample texts. Write your own before the section opens."))
    return hints


def place_is_programme(request) -> bool:
    return request.place.partner.is_programme


def _brand_of(request) -> Brand:
    rows = Brand.objects.select_related("partner", "latest_revision__user")
    return get_object_or_404(rows, partner=request.place.partner)


@transaction.atomic
def _save(request, brand: Brand, part: str, form):
    changes = {
        name: value for name, value in form.cleaned_data.items() if name not in ("picture", "takes_away")
    }
    picture, field = form.cleaned_data.get("picture"), PICTURES.get(part)
    if picture:
        changes[field] = keep_picture(
            partner=brand.partner,
            content=picture.content,
            title=f"{PARTS[part][1]} – {brand.partner.short_name}",
            by=request.user,
        )
    elif form.cleaned_data.get("takes_away"):
        changes[field] = None
    return save_brand_draft(brand=brand, changes=changes, by=request.user)
