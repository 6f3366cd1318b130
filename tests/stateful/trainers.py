"""What trainers and approvers do meanwhile: change, reorder, take down, delete, take away for safety."""

from dataclasses import replace
from uuid import UUID

from hypothesis import strategies as st
from hypothesis.stateful import rule
from wagtail.models import Page

from courses.domain.safety import restore_withdrawn, withdraw_for_safety
from courses.domain.voiding import void_question
from courses.enums import WithdrawnKind
from courses.models import CoursePage, LessonPage, ModulePage, QuizPage, SafetyWithdrawal
from learning.domain.voiding import give_marks

from .machine import NUMBER, Figures, pick
from .phones import Phones
from .things import Activity, Course, Module
from .world import owner_of, question_of, step_of

EDITS = st.sampled_from(["edit_required", "edit_quiz", "add_lesson", "edit_words"])
MOVES = st.sampled_from(["reorder", "delete", "unpublish"])


class Trainers(Phones):
    def activities(self) -> list[tuple[Course, Module, Activity]]:
        return [
            (course, module, row)
            for course in self.model.courses
            for module in course.modules
            for row in module.activities
        ]

    @rule(how=EDITS, which=NUMBER, what=NUMBER)
    def trainer_edits(self, how: str, which: int, what: int):
        """One rule for several: pages are dear, and people learn more often than courses change."""
        self._change(how, which, what)

    @rule(how=MOVES, which=NUMBER, what=NUMBER)
    def trainer_moves(self, how: str, which: int, what: int):
        self._change(how, which, what)

    def _change(self, how: str, which: int, what: int) -> None:
        self.is_all_touched = True
        if self.activities():
            getattr(self, how)(which, what)

    def edit_words(self, which: int, _what: int):
        """Changes nothing for anybody's way."""
        Figures.count("edit words")
        _course, _module, row = pick(self.activities(), which)
        page = Page.objects.get(pk=row.page_id).specific
        page.title = f"Words {self.new_key()}"
        self._publish(page, row)

    def edit_required(self, which: int, _what: int):
        Figures.count("edit the course")
        _course, _module, row = pick(self.activities(), which)
        page = Page.objects.get(pk=row.page_id).specific
        page.is_required = not page.is_required
        self._publish(page, row)
        row.step = replace(row.step, is_required=page.is_required)

    def edit_quiz(self, which: int, what: int):
        """A question goes or is doubled under a new id, a right answer is corrected, a pass mark is set."""
        Figures.count("edit the course")
        rows = [row for *_where, row in self.activities() if row.step.is_quiz]
        if not rows:
            return
        row = pick(rows, which)
        page = QuizPage.objects.get(pk=row.page_id)
        raw = [dict(block) for block in page.questions.raw_data]
        if what % 4 == 0 and len(raw) > 1:
            raw.pop(what % len(raw))
        elif what % 4 == 1:
            raw.append(self._doubled(raw[0]))
        elif what % 4 == 2:
            self._correct(pick(raw, what))
        else:
            page.pass_mark = pick([None, 50, 100], what)
        page.questions = raw
        self._publish(page, row)
        row.step = replace(
            row.step, questions=tuple(question_of(block) for block in raw), pass_mark=page.pass_mark
        )

    def _doubled(self, block: dict) -> dict:
        value = dict(block["value"])
        if "choices" in value:
            value["choices"] = [{**row, "id": self._new_id()} for row in value["choices"]]
        return {**block, "id": self._new_id(), "value": value}

    def _new_id(self) -> str:
        self.keys += 1
        return str(UUID(int=self.keys + 1_000))

    def _correct(self, block: dict) -> None:
        value = block["value"] = dict(block["value"])
        if block["type"] == "true_false":
            value["is_true"] = not value["is_true"]
            return
        choices = [{**row, "value": dict(row["value"])} for row in value["choices"]]
        flags = [row["value"]["is_right"] for row in choices]
        for row, is_right in zip(choices, [*flags[1:], flags[0]], strict=True):
            row["value"]["is_right"] = is_right
        value["choices"] = choices

    def _publish(self, page: Page, row: Activity) -> None:
        page.save_revision().publish()
        row.is_live = True

    def add_lesson(self, which: int, _what: int):
        Figures.count("edit the course")
        _course, module = pick(
            [(course, module) for course in self.model.courses for module in course.modules], which
        )
        parent = ModulePage.objects.get(pk=module.page_id)
        page = LessonPage(title="More", slug=f"more-{self.new_key()}", locale_id=parent.locale_id, live=False)
        parent.add_child(instance=page)
        page.save_revision().publish()
        module.activities.append(Activity(page.pk, step_of(page, f"{module.place}{page.slug}/")))

    def reorder(self, which: int, what: int):
        """The first activity of a part, or the first part of a course, goes to the end."""
        Figures.count("reorder")
        course, module, _row = pick(self.activities(), which)
        rows = course.modules if what % 2 else module.activities
        parent = course.page_id if what % 2 else module.page_id
        Page.objects.get(pk=rows[0].page_id).specific.move(Page.objects.get(pk=parent), pos="last-child")
        rows.append(rows.pop(0))

    def delete(self, which: int, what: int):
        """Mostly an activity, now and then a part."""
        course, module, row = pick(self.activities(), which)
        Figures.count("delete")
        if what % 6:
            self._page_of(row).delete()
            module.activities.remove(row)
        else:
            ModulePage.objects.get(pk=module.page_id).delete()
            course.modules.remove(module)

    def unpublish(self, which: int, what: int):
        """An activity, a part or the course; or it is published again."""
        Figures.count("unpublish, or publish again")
        course, module, row = pick(self.activities(), which)
        thing, model = pick([(row, None), (module, ModulePage), (row, None), (course, CoursePage)], what)
        page = model.objects.get(pk=thing.page_id) if model else self._page_of(row)
        if thing.is_live:
            page.unpublish()
        else:
            page.get_latest_revision_as_object().save_revision().publish()
        thing.is_live = not thing.is_live

    def _page_of(self, row: Activity) -> Page:
        return (QuizPage if row.step.is_quiz else LessonPage).objects.get(pk=row.page_id)

    # Safety

    @rule(which=NUMBER, what=NUMBER)
    def withdraw(self, which: int, what: int):
        """A lesson, a quiz or one question; of what stands there, or of what somebody began with."""
        if not (steps := self._steps_known()):
            return
        Figures.count("withdraw for safety")
        self.is_all_touched = True
        course, step = pick(steps, which)
        question = pick(step.questions, what).id if step.questions and what % 3 else ""
        kind = (
            (WithdrawnKind.QUESTION if question else WithdrawnKind.QUIZ)
            if step.is_quiz
            else WithdrawnKind.LESSON
        )
        owner = owner_of(course)
        withdraw_for_safety(
            partner=self.world.sections[owner].partner,
            course_key=course.key,
            activity_key=step.key,
            kind=kind,
            block_id=question,
            by=self.world.approvers[owner][0],
            reason="Looked at again.",
        )
        if question:
            self.model.questions_away.add((step.key, question))
        else:
            self.model.away.add(step.key)

    def _steps_known(self) -> list:
        begun = [(row.course, step) for row in self.model.enrolments for step in row.structure.steps]
        return [*((course, row.step) for course, _module, row in self.activities()), *begun]

    @rule(which=NUMBER, what=NUMBER)
    def void(self, which: int, what: int):
        """A question found wrong: everybody gets its mark, and what that completes is complete from today."""
        steps = [(course, step) for course, step in self._steps_known() if step.is_quiz]
        if not steps or what % 2:
            return
        Figures.count("void a question")
        self.is_all_touched = True
        course, step = pick(steps, which)
        question, owner = pick(step.questions, what), owner_of(course)
        voided = void_question(
            partner=self.world.sections[owner].partner,
            course_key=course.key,
            activity_key=step.key,
            question_id=question.id,
            by=self.world.approvers[owner][0],
            reason="Two answers were right.",
        )
        give_marks(voided_id=voided.pk)
        if (step.key, question.id) not in self.model.voided:
            self.model.void(step.key, question.id)

    @rule(which=NUMBER)
    def bring_back(self, which: int):
        if not self.model.away and not self.model.questions_away:
            return
        Figures.count("bring back")
        self.is_all_touched = True
        row = pick(list(SafetyWithdrawal.objects.filter(restored_at__isnull=True).order_by("pk")), which)
        owner = "programme" if row.partner_id == self.world.partner_ids["programme"] else "alder"
        restore_withdrawn(withdrawal=row, by=self.world.approvers[owner][1])
        self.model.away.discard(row.activity_key) if not row.block_id else self.model.questions_away.discard(
            (row.activity_key, row.block_id)
        )
