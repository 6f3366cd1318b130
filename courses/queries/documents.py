"""Which documents the public may fetch: what stands, or stood, on a page that learners see."""

from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.db.models import IntegerField
from django.db.models.functions import Cast
from wagtail.models import Page, ReferenceIndex

from courses.enums import ActivityKind
from courses.models import EditionActivity, LessonPage
from pages.blocks.sizes import size_label
from pages.models import SiteDocument
from partners.conf import SHARED_COLLECTION
from partners.queries import remembered
from partners.queries.references import Kind, references_of


def is_public(document: SiteDocument) -> bool:
    """Shared by all, on a live page now, or in a lesson that somebody has begun and may finish."""
    return (
        document.collection.name == SHARED_COLLECTION
        or _stands_on_a_live_page(document)
        or str(document.pk) in remembered("courses.frozen_documents", _in_editions)
    )


@dataclass(frozen=True)
class Recording:
    """Where a question is heard read aloud, and what it costs to load."""

    url: str
    size_label: str


def recording_of(document_id: int | None) -> Recording | None:
    """None where there is none, or none any more. From memory."""
    if document_id is None:
        return None

    def find():
        document = SiteDocument.objects.filter(pk=document_id).first()
        return Recording(document.url, size_label(document)) if document else None

    return remembered(("courses.recording", document_id), find)


def _stands_on_a_live_page(document: SiteDocument) -> bool:
    pages = (
        ReferenceIndex.get_references_to(document)
        .filter(base_content_type=ContentType.objects.get_for_model(Page))
        .annotate(page_id=Cast("object_id", IntegerField()))
        .values("page_id")
    )
    # What is drafted on a live page is not in the index, which knows only what is stored on the page itself.
    return Page.objects.live().filter(pk__in=pages).exists()


def _in_editions() -> frozenset[str]:
    return _in_lessons() | _in_quizzes()


def _in_quizzes() -> frozenset[str]:
    quizzes = EditionActivity.objects.filter(kind=ActivityKind.QUIZ).values_list("content", flat=True)
    return frozenset(
        str(question["recording_id"])
        for content in quizzes.iterator()
        for words in content.values()
        for question in words["questions"]
        if question.get("recording_id")
    )


def _in_lessons() -> frozenset[str]:
    lessons = EditionActivity.objects.filter(kind=ActivityKind.LESSON).values_list("content", flat=True)
    return frozenset(
        reference.name
        for content in lessons.iterator()
        for words in content.values()
        for reference in references_of(words, LessonPage)
        if reference.kind is Kind.DOCUMENT
    )
