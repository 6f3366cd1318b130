"""A drafted look as people would meet it: nothing in it can be sent, nothing is stored, no cookie is set."""

from csp.constants import NONE, SELF
from csp.decorators import csp_replace, csp_update
from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin

from certificates.views.faces import certificate_here
from dashboards.domain.papers import forget_failure
from dashboards.queries.brand_samples import (
    certificate_name,
    sample_certificate,
    sample_course,
    sample_lesson,
)
from dashboards.queries.papers import paper_is_made
from dashboards.queries.posters import Poster, poster_of
from dashboards.tasks import draw_sample_certificate
from learning.views import preview as learning_preview
from partners.domain.letters import letter_words
from partners.models import Brand, PartnerPage
from partners.queries import BrandFace
from partners.queries.brand_history import picture_url
from partners.queries.brands import draft_face
from partners.queries.colours import theme_colours
from partners.rules.brands import may_see_draft

from .posters import ask_for_poster, paper_answer, poster_answer

NOWHERE = learning_preview.NOWHERE
POSTER_SIZE = "a4"


@csp_update({"frame-src": [SELF]})
@never_cache
def previews(request, slug: str, of: str = "") -> HttpResponse:
    """All of them on one page, each also to be opened by itself."""
    _brand_or_404(request, of)
    modes = [
        {
            "label": label,
            "url": _address(slug, of, "preview", mode),
            # A poster is a file of its own.
            "is_framed": mode != "poster",
        }
        for mode, label in Brand.preview_modes
    ]
    back = reverse("partners:brand-review", args=[slug, of]) if of else reverse("partners:brand", args=[slug])
    context = {"browser_title": _("Preview"), "here": {"modes": modes, "back_url": back}}
    return render(request, "dashboards/brand_previews.html", context)


@never_cache
def preview(request, slug: str, mode: str, of: str = "") -> HttpResponse:
    """One of Brand.preview_modes, or a file: asking for that is the one thing that can be done here."""
    draft = _brand_or_404(request, of).get_latest_revision_as_object()
    face = draft_face(draft, theme_url=_address(slug, of, "preview-theme"))
    if mode in FILES:
        return FILES[mode](request, slug, of, face)
    shown = {"start": _start, "lesson": _lesson, "letter": _letter, "certificate": _certificate}
    if mode not in shown:
        raise Http404
    template, context = shown[mode](request, draft, face)
    return _inert_page(request, template, {**context, "brand": face})


@xframe_options_sameorigin
@csp_replace({"frame-ancestors": [SELF], "form-action": [NONE]})
def _inert_page(request, template: str, context: dict) -> HttpResponse:
    """Framed by our own page alone; without a token and by its policy no form in it can be sent."""
    inert = {"is_preview": True, "csrf_token": "", "browser_title": _("Preview")}
    return render(request, template, {**context, **inert})


@never_cache
def theme(request, slug: str, of: str = "") -> HttpResponse:
    """The draft's colours, for those who may see the draft."""
    brand = _brand_or_404(request, of)
    colours = theme_colours(brand.get_latest_revision_as_object())
    return render(request, "partners/theme.css", {"colours": colours}, content_type="text/css")


def make(request, slug: str, mode: str, of: str = "") -> HttpResponse:
    """Asks the task worker for a file of the draft."""
    if mode not in FILES:
        raise Http404
    draft = _brand_or_404(request, of).get_latest_revision_as_object()
    face, course = draft_face(draft, theme_url=""), sample_course(draft.partner_id)
    if course is not None and mode == "poster":
        ask_for_poster(request, _poster_of(face), course.course_key, POSTER_SIZE, is_draft=True)
    elif course is not None and not paper_is_made(certificate_name(face)):
        forget_failure(name=certificate_name(face))
        draw_sample_certificate.enqueue(draft.partner_id)
    return HttpResponseRedirect(_address(slug, of, "preview", mode))


def _start(request, draft: Brand, face: BrandFace) -> tuple[str, dict]:
    page = PartnerPage.objects.filter(partner_id=face.partner_id).first()
    if page is None:
        return _nothing(_("The section has no page yet."))
    courses = [{**card, "url": NOWHERE} for card in learning_preview.beside(page)["courses"]]
    return "partners/partner_page.html", {"page": page, "courses": courses}


def _lesson(request, draft: Brand, face: BrandFace) -> tuple[str, dict]:
    page = sample_lesson(sample_course(face.partner_id))
    if page is None:
        return _nothing(_("There is no lesson yet."))
    here = learning_preview.here(request, page, brand=face)
    return "courses/lesson_page.html", {"page": page, "here": here}


def _letter(request, draft: Brand, face: BrandFace) -> tuple[str, dict]:
    subject, body = letter_words(
        template="please_approve",
        partner=draft.partner,
        sender_name=face.sender_name,
        context={"title": _("A page of yours"), "path": reverse("dashboards:staff-home")},
        language=settings.LANGUAGE_CODE,
    )
    return "dashboards/letter_preview.html", {"here": {"subject": subject, "body": body}}


def _certificate(request, draft: Brand, face: BrandFace) -> tuple[str, dict]:
    made = sample_certificate(face)
    if made is None:
        return _nothing(_("There is no course yet."))
    here = {
        **certificate_here(made),
        "check_url": NOWHERE,
        "pdf_url": face.draft_theme_url.replace("theme.css", "certificate-pdf/"),
        "my_learning_url": NOWHERE,
        "is_ready": True,
        "is_in_use": True,
    }
    here["certificate"] |= {
        "logo_url": face.logo.url if face.logo else "",
        "logo_alt": face.logo_alt,
        "signature_url": picture_url(draft.signature),
    }
    return "certificates/certificate_page.html", {"here": here}


def _certificate_pdf(request, slug: str, of: str, face: BrandFace) -> HttpResponse:
    name = certificate_name(face)
    if not name:
        template, context = _nothing(_("There is no course yet."))
        return _inert_page(request, template, {**context, "brand": face})
    make_url = _address(slug, of, "preview-make", "certificate-pdf")
    back_url = _address(slug, of, "previews")
    return paper_answer(request, name, "certificate.pdf", make_url=make_url, back_url=back_url)


def _poster(request, slug: str, of: str, face: BrandFace) -> HttpResponse:
    found = _poster_of(face)
    if found is None:
        template, context = _nothing(_("There is no course yet."))
        return _inert_page(request, template, {**context, "brand": face})
    make_url = _address(slug, of, "preview-make", "poster")
    return poster_answer(request, found, make_url, _address(slug, of, "previews"))


def _poster_of(face: BrandFace) -> Poster | None:
    course = sample_course(face.partner_id)
    if course is None:
        return None
    return poster_of(face=face, course=course, size=POSTER_SIZE, language=settings.LANGUAGE_CODE)


def _nothing(sentence: str) -> tuple[str, dict]:
    return "dashboards/nothing_to_preview.html", {"here": {"sentence": sentence}}


def _address(slug: str, of: str, name: str, *more: str) -> str:
    """The writer's address, or the approver's."""
    if of:
        return reverse(f"dashboards:brand-review-{name}", args=[slug, of, *more])
    return reverse(f"dashboards:brand-{name}", args=[slug, *more])


def _brand_or_404(request, of: str) -> Brand:
    rows = Brand.objects.select_related("partner", "latest_revision")
    brand = get_object_or_404(rows, partner__slug=of or request.place.partner.slug)
    if not may_see_draft(request.place, brand):
        raise Http404
    return brand


FILES = {"poster": _poster, "certificate-pdf": _certificate_pdf}
