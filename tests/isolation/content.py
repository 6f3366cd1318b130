"""What a partner writes: a live course, drafts of it, comments, workflows and what was taken away."""

from dataclasses import replace

from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.admin.models import EditingSession
from wagtail.log_actions import log
from wagtail.models import (
    Comment,
    CommentReply,
    GroupApprovalTask,
    Page,
    UploadedFile,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from courses.domain import adopt_course
from courses.domain.building import build_course
from courses.enums import WithdrawnKind
from courses.models import CoursePage, LessonPage, ModulePage, QuizPage, SafetyWithdrawal
from partners.enums import Role
from tests.factories.courses import course_draft, lesson_draft

from .marks import words


def shared_course(owner) -> CoursePage:
    course = build_course(section=owner.section, draft=_marked(owner.name, "course-1"), is_shared=True)
    _note_pages(owner, course)
    return course


def own_course(owner) -> CoursePage:
    course = build_course(section=owner.section, draft=_marked(owner.name, f"own-{owner.slug}"))
    _note_pages(owner, course)
    return course


def taken_up(owner, course: CoursePage) -> None:
    """The shared course in this partner's section, under an address of its own, with a part of its own."""
    said = words(owner.name, "public")
    page = adopt_course(section=owner.section, course=course, own_introduction=f"<p>{said}</p>")
    page.slug = f"taken-up-{owner.slug}"
    page.save()
    part = page.add_child(instance=ModulePage(title=said, slug=f"part-{owner.slug}"))
    owner.things["page"] += [page.pk, part.pk]
    owner.things["taken_up_slug"].append(page.slug)
    owner.things["part_slug"].append(part.slug)


def _marked(name: str, slug: str):
    said = words(name, "public")
    draft = course_draft(slug=slug, modules=1, lessons=1)
    module = draft.modules[0]
    lesson = lesson_draft("1", title=said, blocks=[("paragraph", f"<p>{said}</p>")])
    quiz = module.activities[1]
    quiz = replace(quiz, title=said, questions=[replace(row, text=said) for row in quiz.questions])
    return replace(
        draft,
        title=said,
        summary=said,
        outcomes=[said],
        certificate_line=said,
        introduction=f"<p>{said}</p>",
        modules=[replace(module, title=said, activities=[lesson, quiz])],
    )


def _note_pages(owner, course: CoursePage) -> None:
    lesson = LessonPage.objects.descendant_of(course).first()
    quiz = QuizPage.objects.descendant_of(course).first()
    things = owner.things
    things["page"] += [course.pk, lesson.pk]
    things["quiz_page"].append(quiz.pk)
    things["module_page"].append(ModulePage.objects.descendant_of(course).first().pk)
    things["course_slug"].append(course.slug)
    things["course_key"].append(course.translation_key)
    things["activity_key"] += [lesson.translation_key, quiz.translation_key]
    things["block_id"].append(lesson.body[0].id)
    things["question_id"].append(quiz.questions[0].id)
    things["path"] += [page.url_path.split("/", 2)[2] for page in (course, lesson, quiz)]


def drafts(owner) -> None:
    """A page that never was live, a draft of a live one, and all that Wagtail keeps around them."""
    said = words(owner.name, "draft")
    trainer = owner.staff[Role.TRAINER]
    module = Page.objects.get(pk=owner.things["module_page"][0]).specific
    lesson = module.add_child(instance=LessonPage(title=said, live=False, owner=trainer))
    first = lesson.save_revision(user=trainer)
    lesson.title = f"{said} again"
    second = lesson.save_revision(user=trainer)
    live = CoursePage.objects.get(pk=owner.things["page"][0])
    live.title = live.draft_title = said
    live.summary = said
    drafted = live.save_revision(user=trainer)
    things = owner.things
    things["page"].insert(0, lesson.pk)
    things["revision"] += [first.pk, second.pk, drafted.pk]
    things["path"].append(lesson.url_path.split("/", 2)[2])
    _workflow(owner, lesson, trainer)
    comment = Comment.objects.create(
        page=lesson.page_ptr, user=trainer, text=words(owner.name, "comment"), contentpath="title"
    )
    CommentReply.objects.create(comment=comment, user=trainer, text=words(owner.name, "comment"))
    things["comment"].append(comment.pk)
    log(instance=lesson, action="wagtail.edit", user=trainer, title=words(owner.name, "log"))
    session = EditingSession.objects.create(
        user=trainer,
        content_type=ContentType.objects.get_for_model(lesson),
        object_id=str(lesson.pk),
        last_seen_at=timezone.now(),
    )
    things["editing_session"].append(session.pk)
    upload = UploadedFile.objects.create(
        file=ContentFile(b"waits", name="waits.pdf"), uploaded_by_user=trainer
    )
    things["upload"].append(upload.pk)
    _brand(owner, trainer)
    _taken_away(owner, trainer)


def _workflow(owner, lesson: LessonPage, trainer) -> None:
    task = GroupApprovalTask.objects.create(name=words(owner.name, "workflow"))
    task.groups.set(owner.staff[Role.APPROVER].groups.all())
    workflow = Workflow.objects.create(name=words(owner.name, "workflow"))
    WorkflowTask.objects.create(workflow=workflow, task=task.task_ptr, sort_order=0)
    WorkflowPage.objects.create(page=lesson.page_ptr, workflow=workflow)
    state = workflow.start(lesson, trainer)
    things = owner.things
    things["workflow"].append(workflow.pk)
    things["task"].append(task.pk)
    things["workflow_state"].append(state.pk)
    things["task_state"].append(state.current_task_state.pk)


def _brand(owner, trainer) -> None:
    brand = owner.partner.brand
    brand.welcome = words(owner.name, "draft")
    revision = brand.save_revision(user=trainer)
    owner.things["brand_revision"].append(revision.pk)
    owner.things["brand"].append(brand.pk)


def _taken_away(owner, trainer) -> None:
    row = SafetyWithdrawal.objects.create(
        kind=WithdrawnKind.BLOCK,
        course_key=owner.things["course_key"][0],
        activity_key=owner.things["activity_key"][0],
        block_id="gone",
        partner=owner.partner,
        reason=words(owner.name, "withdrawal"),
        withdrawn_at=timezone.now(),
        withdrawn_by=trainer,
    )
    owner.things["withdrawal_id"].append(row.public_id)
