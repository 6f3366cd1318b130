"""Compares what residents were told with what is stored.

    python -m tests.kill.check FACTS JOURNAL

Prints what is wrong, and how much there is, as JSON.
"""

import json
import sys
from collections import Counter, defaultdict
from pathlib import Path

import django

django.setup()

from certificates.models import AvailableCertificate  # noqa: E402
from courses.queries import questions_from_json  # noqa: E402
from learning.domain import rounds  # noqa: E402
from learning.models import (  # noqa: E402
    ActivityCompletion,
    Attempt,
    CourseCompletion,
    Enrolment,
    Response,
)
from learning.queries import progress_of, with_progress  # noqa: E402
from partners.scoping import Exemption, past_the_doors  # noqa: E402


class Check:
    def __init__(self, facts: dict, journal: dict) -> None:
        self.facts, self.journal = facts, journal
        self.wrong: dict[str, list[str]] = defaultdict(list)
        self.attempts = {row.pk: row for row in Attempt._base_manager.all()}
        self.responses: dict[int, list[Response]] = defaultdict(list)
        for row in Response._base_manager.order_by("attempt_id", "sequence"):
            self.responses[row.attempt_id].append(row)
        self.done: dict[int, list[str]] = defaultdict(list)
        for enrolment, key in ActivityCompletion._base_manager.values_list("enrolment_id", "activity_key"):
            self.done[enrolment].append(str(key))
        self.completions = Counter(CourseCompletion._base_manager.values_list("enrolment_id", flat=True))
        of_completion = AvailableCertificate._base_manager.values_list("completion__enrolment_id", flat=True)
        self.certificates = Counter(of_completion)
        self.enrolments = {row.pk: row for row in with_progress(Enrolment._base_manager.all())}

    def run(self) -> dict:
        self._acknowledged()
        self._refused()
        for attempt in self.attempts.values():
            self._attempt(attempt, self.responses[attempt.pk])
        for enrolment in self.enrolments.values():
            self._enrolment(enrolment)
        self._lessons_and_completions()
        return {
            "wrong": self.wrong,
            "stored": sum(map(len, self.responses.values())),
            "attempts": len(self.attempts),
            "completions": sum(self.completions.values()),
        }

    def _acknowledged(self) -> None:
        """Each answer that a resident was told of is there once, as given."""
        by_key = defaultdict(list)
        for pk, rows in self.responses.items():
            for row in rows:
                by_key[self.attempts[pk].public_id, row.idempotency_key].append(row)
        told = set()
        for answer in self.journal["answers"]:
            name = answer["attempt"], answer["key"]
            told.add(name)
            found = by_key[name]
            if not found:
                self.wrong["missing"].append(f"{answer}")
            elif len(found) > 1:
                self.wrong["doubled"].append(f"{answer}")
            elif not _is_as_told(found[0], answer):
                self.wrong["changed"].append(f"{answer} is stored as {vars(found[0])}")
        # Everybody sent again until there was a reply: what nobody was told of came from a form sent twice.
        for name, rows in by_key.items():
            if rows and name not in told:
                self.wrong["doubled"].append(f"stored, and nobody was told: {name}")

    def _refused(self) -> None:
        keys = {row.idempotency_key for rows in self.responses.values() for row in rows}
        for attempt, key in self.journal["refused"]:
            if key in keys:
                self.wrong["doubled"].append(f"refused and counted: {attempt} {key}")

    def _attempt(self, attempt: Attempt, responses: list[Response]) -> None:
        name = attempt.public_id
        if [row.sequence for row in responses] != list(range(1, attempt.version + 1)):
            self.wrong["torn"].append(f"{name}: a gap before {attempt.version}")
        standing: rounds.Standing = {}
        for row in responses:
            if rounds.is_settled(standing, row.question_id):
                self.wrong["doubled"].append(f"{name}: {row.question_id} was settled already")
            if row.is_set_aside:
                standing = rounds.after_set_aside(standing, row.question_id)
            else:
                standing = rounds.after_answer(standing, row.question_id, is_right=row.is_right)
        questions = questions_from_json(attempt.questions)
        is_over = rounds.next_question(questions, standing) is None
        is_done = str(attempt.activity_key) in self.done[attempt.enrolment_id]
        if standing != attempt.standing:
            self.wrong["torn"].append(f"{name}: its standing is not what its answers make")
        if is_over != bool(attempt.finished_at) or is_over != is_done:
            self.wrong["torn"].append(f"{name}: over {is_over}, done {is_done}, {attempt.finished_at}")
        if is_over and attempt.score != rounds.score(questions, standing):
            self.wrong["torn"].append(f"{name}: score {attempt.score}")

    def _enrolment(self, enrolment: Enrolment) -> None:
        name, done = enrolment.public_id, self.done[enrolment.pk]
        progress = progress_of(enrolment)
        if len(done) != len(set(done)):
            self.wrong["doubled"].append(f"{name}: an activity done twice")
        if (progress.done, progress.total) != (len(set(done)), len(self.facts["activities"])):
            self.wrong["torn"].append(f"{name}: {progress} with {len(done)} activities done")
        is_all = set(done) == set(self.facts["activities"].values())
        if self.completions[enrolment.pk] != int(is_all):
            self.wrong["torn"].append(
                f"{name}: all done {is_all}, {self.completions[enrolment.pk]} completions"
            )

    def _lessons_and_completions(self) -> None:
        by_public_id = {row.public_id: row.pk for row in self.enrolments.values()}
        of_attempt = {row.public_id: row.enrolment_id for row in self.attempts.values()}
        of_walk = {answer["walk"]: of_attempt.get(answer["attempt"]) for answer in self.journal["answers"]}
        for walk, lesson in self.journal["lessons"]:
            done = self.done[of_walk[walk]] if walk in of_walk else None
            if done is not None and self.facts["activities"][lesson] not in done:
                self.wrong["missing"].append(f"{walk}: {lesson}")
        for walk, public_id in self.journal["completed"]:
            if not self.completions[by_public_id.get(public_id)]:
                self.wrong["missing"].append(f"{walk}: completion of {public_id}")


def _is_as_told(row: Response, answer: dict) -> bool:
    stored = row.question_id, sorted(row.choice_ids), row.is_set_aside
    told = answer["question"], answer["chosen"], answer["is_set_aside"]
    return stored == told and answer["sequence"] in (None, row.sequence)


def main(facts_file: str, journal_file: str) -> None:
    facts, journal = (json.loads(Path(file).read_text()) for file in (facts_file, journal_file))
    with past_the_doors(Exemption.MERGE):
        print(json.dumps(Check(facts, journal).run()))


if __name__ == "__main__":
    main(*sys.argv[1:])
