"""What people do who learn."""

from hypothesis.stateful import rule

from learning.models import Learner

from .hands import GONE, REFUSED, Form, Hands
from .machine import COIN, MOST_PEOPLE, NUMBER, Base, Figures, pick
from .things import OTHER, Course, Enrolment, Person, Phone, Question, Sitting, Step


class Learners(Base):
    """Begin, read, answer, answer twice, too late, from two phones; set aside, go on, come to the end."""

    def hands_of(self, person: Person, number: int, by_pages: bool) -> Hands:
        phone = pick(self.model.phones_of(person), number)
        return self.hands(phone.token, person.id, by_pages)

    def hands(self, token: str, learner_id: int | None, by_pages: bool) -> Hands:
        """The site's pages are in one language; whoever has switched acts by the verbs."""
        return Hands(token, learner_id, self.language, by_pages=by_pages and self.language != OTHER)

    @rule()
    def switch_language(self):
        """In the middle of whatever it is: same place, same attempt, same completion."""
        Figures.count("switch language")
        self.language = "en-gb" if self.language == OTHER else OTHER

    def somebody(self, number: int) -> Person | None:
        """Who holds a phone that opens their work; begun now if nobody does. None where there is nothing to begin."""
        if not self.model.reachable():
            self.begin_at(number, by_pages=False)
        if not self.model.reachable():
            return None
        person = pick(self.model.reachable(), number)
        self.touched.add(person)
        return person

    # Beginning and reading

    @rule(number=NUMBER, by_pages=COIN)
    def begin(self, number: int, by_pages: bool):
        """A phone that nobody has used yet: the first act makes a learner."""
        if len(self.model.reachable()) < MOST_PEOPLE:
            self.begin_at(number, by_pages=by_pages)
        else:
            self.carry_on_at(self.somebody(number), number, by_pages)

    def begin_at(self, number: int, *, by_pages: bool) -> None:
        if not self._live():
            return
        Figures.count("begin")
        course, section, step = pick(self._live(), number)
        hands = self.hands("", None, by_pages)
        self.go(hands, None, course, section, step)

    def _live(self) -> list[tuple[Course, str, Step]]:
        # The first of each course more often than the rest: whoever begins, begins there.
        return [
            (course, section, step)
            for course in self.model.courses
            for step in course.steps(self.language)[:2]
            for section in course.sections[:2]
        ]

    @rule(who=NUMBER, where=NUMBER, by_pages=COIN)
    def carry_on(self, who: int, where: int, by_pages: bool):
        """A lesson is read, or a quiz is begun or opened again."""
        self.carry_on_at(self.somebody(who), where, by_pages)

    def carry_on_at(self, person: Person | None, where: int, by_pages: bool) -> None:
        if person is None:
            return
        places = [
            (course, *place)
            for course in self.model.courses
            for place in self.model.places(person, course, self.language)
        ]
        if not places:
            return
        course, section, step = pick(places, where)
        Figures.count("begin a quiz" if step.is_quiz else "read")
        self.go(self.hands_of(person, where, by_pages), person, course, section, step)

    @rule(who=NUMBER, by_pages=COIN)
    def go_to_the_end(self, who: int, by_pages: bool):
        """All that is left of a course somebody has begun, rightly."""
        person = self.somebody(who)
        own = self.model.of(person) if person else []
        open_ones = [row for row in own if not row.is_closed and not row.completed_at]
        if not open_ones:
            return
        Figures.count("go to the end")
        enrolment = pick(open_ones, who)
        for step in enrolment.structure.steps:
            if step.key not in self.model.done(enrolment) or step.pass_mark:
                hands = self.hands_of(person, who, by_pages)
                self.go(hands, person, enrolment.course, enrolment.address, step)
                self._answer_all(enrolment, step, hands)
        assert self.model.complete(enrolment, "") is False

    def _answer_all(self, enrolment: Enrolment, step: Step, hands: Hands) -> None:
        sitting = self.model.open_sitting(enrolment, step.key)
        while sitting and (waiting := self.model.waiting(sitting)):
            self.answer_rightly(sitting, waiting[0], hands)

    def go(self, hands: Hands, person: Person | None, course: Course, section: str, step: Step) -> None:
        """One act on a lesson or a quiz, on the site and in the model."""
        if step.is_quiz and self.language == OTHER and not self._is_as_begun(course, step):
            # Which words are shown then is the page's to decide, and its pages are in one language here.
            return
        answer = (
            self._open(hands, person, course, section, step)
            if step.is_quiz
            else hands.read(section, course, step)
        )
        assert answer != GONE, f"{section}/{course.slug}/{step.place} is not here"
        if person is None:
            person = self.new_person(hands)
        enrolment = self.model.begin(hands.enrolment_on(course), person, course, section, self.language)
        if not step.is_quiz:
            self.model.read(enrolment, step, section)
            return
        if step.key in self.model.away:
            self.model.complete(enrolment, section)
            return
        asked = self.model.asked_of(step.questions, step.key)
        if asked:
            self.model.sit(answer, enrolment, step, section)
            return
        # All its questions are away: it is gone through by being opened.
        own = self.model.open_sitting(enrolment, step.key)
        sitting = self.model.sit(own.id if own else self._newest_sitting(enrolment), enrolment, step, section)
        self.model.go_on(sitting)

    def _open(self, hands: Hands, person: Person | None, course: Course, section: str, step: Step) -> str:
        own = self.model.open_enrolment(person, course) if person else None
        after = self.model.last_finished(own, step.key)
        is_as_begun = self._is_as_begun(course, step)
        return hands.open_quiz(section, course, step, after, is_as_begun=is_as_begun)

    def _is_as_begun(self, course: Course, step: Step) -> bool:
        """The quiz that stands there now is the one of this structure, and all of it is asked."""
        live = {row.key: row for row in course.steps(self.language)}
        asked = self.model.asked_of(step.questions, step.key)
        return live.get(step.key) == step and 0 < len(asked) == len(step.questions)

    def _newest_sitting(self, enrolment: Enrolment) -> str:
        from learning.models import Attempt  # noqa: PLC0415

        return Attempt._base_manager.filter(enrolment_id=enrolment.id).latest("pk").public_id

    def new_person(self, hands: Hands) -> Person:
        person = Person(Learner._base_manager.latest("pk").pk)
        assert person.id == hands.learner_id
        self.model.people.append(person)
        self.model.phones.append(Phone(hands.token, person))
        return person

    # Answering

    def a_sitting(self, who: int, which: int) -> tuple[Person, Sitting] | None:
        """Mostly one that is not finished; where nobody sits at a quiz, somebody begins one, or reads."""
        found = self._sittings()
        if not found:
            self._begin_a_quiz(self.somebody(who), who)
            found = self._sittings()
        waiting = [row for row in found if not row[1].is_finished]
        chosen = pick(waiting if waiting and which % 4 else found, who) if found else None
        if chosen:
            self.touched.add(chosen[0])
        return chosen

    def _sittings(self) -> list[tuple[Person, Sitting]]:
        """Of those who hold a phone; with something asked in it."""
        people = self.model.reachable()
        rows = [(person, row) for person in people for row in self.model.sittings_of(person)]
        return [row for row in rows if row[1].questions]

    def _begin_a_quiz(self, person: Person | None, number: int) -> None:
        if person is None:
            return
        courses, language = self.model.courses, self.language
        places = [(row, *place) for row in courses for place in self.model.places(person, row, language)]
        quizzes = [row for row in places if row[2].is_quiz]
        if quizzes:
            Figures.count("begin a quiz")
            self.go(self.hands_of(person, number, by_pages=True), person, *pick(quizzes, number))

    def answer_rightly(self, sitting: Sitting, question: Question, hands: Hands) -> None:
        form = Form(question.id, tuple(sorted(question.right)), sitting.version, self.new_key())
        self.send(hands, sitting, form)

    @rule(who=NUMBER, which=NUMBER, what=NUMBER, by_pages=COIN)
    def answer(self, who: int, which: int, what: int, by_pages: bool):
        """Rightly, not quite, with nothing chosen, or with a choice that was not offered."""
        Figures.count("answer")
        if (found := self.a_sitting(who, which)) is None:
            return
        person, sitting = found
        question = pick(list(sitting.questions), what)
        wrong = next(choice for choice in question.choices if choice not in question.right)
        chosen = pick(
            [tuple(sorted(question.right)), (wrong,), tuple(sorted(question.right)), (), ("?",)], which
        )
        form = Form(question.id, chosen, sitting.version, self.new_key())
        self.send(self.hands_of(person, who, by_pages), sitting, form)

    @rule(who=NUMBER, by_pages=COIN)
    def finish_quiz(self, who: int, by_pages: bool):
        Figures.count("finish a quiz")
        if (found := self.a_sitting(who, 1)) is None:
            return
        person, sitting = found
        hands = self.hands_of(person, who, by_pages)
        while waiting := ([] if sitting.is_finished else self.model.waiting(sitting)):
            self.answer_rightly(sitting, waiting[0], hands)

    @rule(who=NUMBER, what=NUMBER, by_pages=COIN)
    def set_aside(self, who: int, what: int, by_pages: bool):
        Figures.count("set aside")
        if (found := self.a_sitting(who, what)) is None:
            return
        person, sitting = found
        question = pick(list(sitting.questions), what)
        form = Form(question.id, (), sitting.version, self.new_key(), is_aside=True)
        self.send(self.hands_of(person, who, by_pages), sitting, form)

    @rule(who=NUMBER, what=NUMBER, back=NUMBER, by_pages=COIN)
    def stale_answer(self, who: int, what: int, back: int, by_pages: bool):
        """From a page that is older, or newer, than what is stored."""
        Figures.count("stale answer")
        if (found := self.a_sitting(who, what)) is None:
            return
        person, sitting = found
        question = pick(list(sitting.questions), what)
        version = sitting.version - 1 - back if back % 5 else sitting.version + 1
        form = Form(question.id, tuple(question.right), version, self.new_key(), is_aside=not back % 3)
        assert self.send(self.hands_of(person, who, by_pages), sitting, form) in (REFUSED, 0)

    @rule(who=NUMBER, which=NUMBER, by_pages=COIN, is_other=COIN)
    def retry(self, who: int, which: int, by_pages: bool, is_other: bool):
        """The same form once more: a double click, Back and resend, a queue that sends twice."""
        if (found := self.a_sitting(who, which)) is None:
            return
        person, sitting = found
        if not sitting.answers:
            return
        Figures.count("retry")
        given = pick(sitting.answers, which)
        chosen = ("?",) if is_other else given.chosen
        form = Form(given.question_id, chosen, given.version, given.key, is_aside=given.is_aside)
        self.send(self.hands_of(person, who, by_pages), sitting, form)

    @rule(who=NUMBER, which=NUMBER, what=NUMBER, by_pages=COIN)
    def second_device(self, who: int, which: int, what: int, by_pages: bool):
        """Two phones show the same question; the first answer wins, and the second is not counted."""
        Figures.count("second device")
        if (found := self.a_sitting(who, which)) is None:
            return
        person, sitting = found
        question = pick(list(sitting.questions), what)
        forms = [
            Form(question.id, (choice,), sitting.version, self.new_key()) for choice in question.choices[:2]
        ]
        for number, form in enumerate(forms):
            self.send(self.hands_of(person, who + number, by_pages), sitting, form)

    @rule(who=NUMBER, which=NUMBER)
    def somebody_elses(self, who: int, which: int):
        """A sitting answers nobody but whose it is."""
        if (found := self.a_sitting(who, which)) is None:
            return
        person, sitting = found
        others = [row for row in self.model.reachable() if row is not person]
        if others:
            Figures.count("somebody else's")
            form = Form(sitting.questions[0].id, ("?",), sitting.version, self.new_key())
            answer = self.hands_of(pick(others, which), who, by_pages=bool(which % 2)).send(sitting, form)
            assert answer == GONE

    @rule(who=NUMBER, which=NUMBER, by_pages=COIN)
    def go_on(self, who: int, which: int, by_pages: bool):
        """Past what is taken away for safety; where nothing is, it changes nothing."""
        Figures.count("go on")
        if (found := self.a_sitting(who, which)) is None:
            return
        person, sitting = found
        self.hands_of(person, who, by_pages).go_on(sitting)
        self.model.go_on(sitting)

    def send(self, hands: Hands, sitting: Sitting, form: Form) -> int | str:
        """An answer, on the site and in the model; what comes back is what ought to."""
        expected = self._expected(sitting, form)
        answer = hands.send(sitting, form)
        if hands.by_pages and answer == 0 and expected != GONE:
            # A page that leads on tells no number.
            return answer
        assert answer == expected, f"{form} at {sitting.id}: {answer}, not {expected}"
        return answer

    def _expected(self, sitting: Sitting, form: Form) -> int | str:
        """What ought to come of a form; the model is changed where it is to be stored."""
        if form.version != sitting.version:
            # The same key with something else on the form is a second answer.
            before = [row for row in sitting.answers if row.key == form.key]
            given = () if form.is_aside else tuple(sorted(form.chosen))
            same = [row for row in before if (row.question_id, row.chosen) == (form.question, given)]
            return same[0].sequence if same else REFUSED
        question = next((row for row in sitting.questions if row.id == form.question), None)
        if not sitting.is_finished and question and question not in self.model.asked(sitting):
            if self.model.waiting(sitting):
                return REFUSED
            self.model.go_on(sitting)
            return 0
        if sitting.is_finished or question is None or form.question in sitting.settled():
            return REFUSED
        if not form.is_aside and not self._can_be_chosen(question, form.chosen):
            return REFUSED
        self.model.keep(sitting, question, form.chosen, form.key, is_aside=form.is_aside)
        return sitting.version

    def _can_be_chosen(self, question: Question, chosen: tuple[str, ...]) -> bool:
        return (
            bool(chosen)
            and set(chosen) <= set(question.choices)
            and (question.takes_several or len(chosen) == 1)
        )
