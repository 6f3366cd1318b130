"""Keeping a course on this phone: offered, handed over, and asked after. What is kept is told by the phone itself."""

from dataclasses import asdict
from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.http import Http404, HttpResponse, HttpResponseNotModified, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from courses.queries import outline_of_edition
from learning.conf import KEPT_FOR
from learning.models import Attempt, DeviceToken, Enrolment, Learner
from learning.queries import completed_keys
from learning.queries.people import token_hash
from learning.views.pausing import KEPT_COOKIE, set_private_cookie
from learning.views.people import current_learner, device_token
from partners.scoping import for_learner

from .contents import contents_of, version_of
from .course import KeptCourse, course_of_token, kept_course
from .offering import may_keep, own_enrolment
from .pages import attempt_pages, course_pages

_OWNER = signing.Signer(salt="learning.kept-owner")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def keep(request, enrolment_id: str) -> HttpResponse:
    """What is kept, how large it is and until when; the button works where the browser can keep a course.

    The form is sent once the phone holds the course, or holds none any more: its cookie brings the pages' script.
    """
    enrolment = own_enrolment(request, enrolment_id)
    if enrolment is None:
        raise Http404
    if not may_keep(request):
        return HttpResponseRedirect(reverse("learning:phone"))
    if request.method == "POST":
        response = HttpResponseRedirect(request.path)
        if request.POST.get("kept") == "yes":
            set_private_cookie(response, KEPT_COOKIE, "yes", int(KEPT_FOR.total_seconds()))
        else:
            response.delete_cookie(KEPT_COOKIE)
        return response
    contents = contents_of(kept_course(enrolment, request))
    here = {
        "course_id": enrolment.public_id,
        "title": outline_of_edition(enrolment.edition_id).title,
        "bytes": contents.bytes,
        "media_bytes": contents.media_bytes,
        "until": timezone.localdate() + KEPT_FOR,
        "days": KEPT_FOR // timedelta(days=1),
    }
    return render(request, "learning/kept/keep.html", {**_titles(), "here": here})


@never_cache
@require_safe
def listed(request) -> HttpResponse:
    """What this phone keeps and what waits to be sent. The server knows neither: the page's script fills it in."""
    current_learner(request)
    return render(request, "learning/kept/list.html", {**_titles(), "here": {}})


@never_cache
@require_safe
def pages(request, enrolment_id: str) -> HttpResponse:
    """All that the phone stores, in one answer; with `only=attempts` what is asked in quizzes that are open."""
    enrolment = own_enrolment(request, enrolment_id)
    if enrolment is None or not may_keep(request):
        raise Http404
    course = kept_course(enrolment, request)
    open_pages, open_quizzes = _open_attempts(course, enrolment)
    told = {"finished": _finished(course, enrolment)}
    if request.GET.get("only") == "attempts":
        return JsonResponse({**told, "pages": open_pages, "quizzes": [asdict(quiz) for quiz in open_quizzes]})
    whole = _whole(course, enrolment, open_pages, open_quizzes)
    return JsonResponse({**told, **whole, "owner": owner_tag(request)})


@require_safe
def news(request, token: str) -> HttpResponse:
    """Whether what is kept is still as it should be. One SQL, the version of all that is public.

    410 where this phone is nobody's own any more: then nothing stays on it.
    """
    course = course_of_token(token, request)
    if course is None:
        raise Http404
    etag = f'"{version_of(course)}"'
    if not may_keep(request):
        response = HttpResponse(status=410)
    elif request.headers.get("If-None-Match", "").removeprefix("W/") == etag:
        response = HttpResponseNotModified()
    else:
        response = JsonResponse({"digests": contents_of(course).digests})
    response["ETag"] = etag
    add_never_cache_headers(response)
    return response


def owner_tag(request) -> str:
    """Says on the phone whose answers wait there, and to nobody who. Of the phone, not of the person: what has been
    done on two phones may become one's, and answers still wait.
    """
    return _tag(token_hash(device_token(request)))


def is_owner(request, learner: Learner, tag: str) -> bool:
    """This phone, or whatever it was called when it kept the answers: opening more work gives it another token, and
    with "both are mine" the one before belongs to the same learner. One SQL, where it is not this phone's own tag.
    """
    if constant_time_compare(tag, owner_tag(request)):
        return True
    with for_learner(learner.pk):
        hashes = list(DeviceToken.objects.values_list("token_hash", flat=True))
    return any(constant_time_compare(tag, _tag(one)) for one in hashes)


def _tag(hashed: str) -> str:
    return _OWNER.signature(hashed)[:22]


def _whole(course: KeptCourse, enrolment: Enrolment, open_pages: dict, open_quizzes: list) -> dict:
    made, contents = course_pages(course), contents_of(course)
    begun = {quiz.path for quiz in open_quizzes}
    quizzes = [*open_quizzes, *(quiz for quiz in made.quizzes if quiz.path not in begun)]
    return {
        "title": outline_of_edition(enrolment.edition_id).title,
        "address": course.course_address,
        "news": reverse("learning:kept-news", args=[course.token]),
        "version": f'"{version_of(course)}"',
        "digests": contents.digests,
        "pages": {**made.pages, **open_pages},
        "quizzes": [asdict(quiz) for quiz in quizzes],
        "lessons": made.lessons,
        "files": contents.files,
        "media": contents.media,
    }


def _finished(course: KeptCourse, enrolment: Enrolment) -> list[str]:
    """Where activities stand that were gone through: they stay to be read and are not asked again."""
    with for_learner(enrolment.learner_id):
        done = completed_keys(enrolment.pk)
    return [course.way_at_activity(row).address.path for row in course.way().offered if row.key in done]


def _open_attempts(course: KeptCourse, enrolment: Enrolment) -> tuple[dict, list]:
    with for_learner(enrolment.learner_id):
        found = list(Attempt.objects.filter(enrolment_id=enrolment.pk, finished_at__isnull=True))
    pages, quizzes = {}, []
    for attempt in found:
        made = attempt_pages(course, attempt)
        if made:
            pages.update(made[0])
            quizzes.append(made[1])
    return pages, quizzes


def _titles() -> dict:
    return {"browser_title": f"{_('This phone')} – {settings.SITE_NAME}"}
