"""Codes, other phones, two phones made one and two again, and everything gone."""

from datetime import timedelta

from django.utils import timezone
from hypothesis.stateful import rule

from learning.domain import agree_to_share, ask_removal, claiming, end_sharing, erase_what_is_due
from learning.domain.merging import undo_merger
from learning.models import Learner, LearnerMerger
from learning.queries import learner_of_device
from partners.scoping import for_learner

from .hands import Hands
from .learners import Learners
from .machine import COIN, NUMBER, Figures, pick
from .state import State
from .things import Code, Merger, Person, Phone


class Phones(Learners):
    def __init__(self):
        super().__init__()
        self.witnessed: dict[Merger, tuple] = {}

    def a_code(self, number: int) -> Code | None:
        """One that opens something; made now if there is none."""
        codes = [row for row in self.model.codes if row.is_open and not row.owner.is_erased]
        return pick(codes, number) if codes else self._make(self.somebody(number), by_pages=False)

    @rule(who=NUMBER, by_pages=COIN)
    def make_code(self, who: int, by_pages: bool):
        """A new one closes the other phones."""
        self._make(self.somebody(who), by_pages=by_pages, who=who)

    def _make(self, person: Person | None, *, by_pages: bool, who: int = 0) -> Code | None:
        if person is None:
            return None
        Figures.count("make a code")
        phone = pick(self.model.phones_of(person), who)
        made = self._made_on_page(phone) if by_pages else self._made(person, phone)
        former = [row for row in self.model.codes if row.owner is person and row.is_open]
        for row in former:
            row.is_open = False
        for row in self.model.phones_of(person) if former else []:
            row.is_open = row is phone
        self.model.codes.append(Code(made, person))
        return self.model.codes[-1]

    @rule(which=NUMBER, by_pages=COIN)
    def claim(self, which: int, by_pages: bool):
        """The work opens on a phone that held none."""
        if code := self.a_code(which):
            Figures.count("claim")
            self._opened_for(code.owner, self._opened(code, "", "apart", by_pages))

    @rule(which=NUMBER, who=NUMBER, by_pages=COIN)
    def claim_apart(self, which: int, who: int, by_pages: bool):
        """On a phone that holds other work, which stays apart: this phone no longer opens it."""
        code = self.a_code(which)
        phones = [row for row in self.model.phones if code and row.is_open and row.owner is not code.owner]
        if not phones:
            return
        Figures.count("claim, kept apart")
        phone = pick(phones, who)
        self._opened_for(code.owner, self._opened(code, phone.token, "apart", by_pages))

    @rule(which=NUMBER, who=NUMBER, by_pages=COIN)
    def claim_and_merge(self, which: int, who: int, by_pages: bool):
        code = self.a_code(which)
        others = [row for row in self.model.reachable() if code and row is not code.owner]
        if not others:
            return
        Figures.count("merge")
        joined, kept = pick(others, who), code.owner
        phone = pick(self.model.phones_of(joined), which)
        before = State.of(kept), State.of(joined)
        token = self._opened(code, phone.token, "mine", by_pages)
        merger = self.model.merge(LearnerMerger._base_manager.latest("pk").public_id, kept, joined)
        self._opened_for(kept, token)
        self.witnessed[merger] = before, (State.of(kept), State.of(joined))

    def _made(self, person: Person, phone: Phone) -> str:
        with for_learner(person.id):
            return claiming.make_claim_code(learner=Learner.objects.get(), token=phone.token)

    def _made_on_page(self, phone: Phone) -> str:
        client = Hands(phone.token, None, "en-gb", by_pages=True).phone()
        answer = client.post("/code/new/", follow=True)
        return answer.context["here"]["code"].replace(" ", "")

    def _opened(self, code: Code, token: str, together: str, by_pages: bool) -> str:
        """The token of the phone it was opened on. `token`: what that phone held before."""
        hands = Hands(token, None, "en-gb", by_pages=True)
        if by_pages:
            answer = hands.post("/code/open/", {"code": code.text, "together": together})
            assert answer.status_code == 302
            return hands.token
        here = learner_of_device(token) if token else None
        opened = claiming.open_with_code(
            code=code.text,
            earlier_token=token,
            here_id=here.pk if here else None,
            is_together=together == "mine",
            language=self.language,
        )
        return opened.token

    def _opened_for(self, person: Person, token: str) -> None:
        self.model.phones.append(Phone(token, person))
        person.has_asked_removal = False
        self.touched.add(person)

    @rule(which=NUMBER, by_pages=COIN)
    def undo(self, which: int, by_pages: bool):
        """Whole again on both sides: all that each had done before is there, and more only where more was done."""
        if not (mergers := list(self.model.open_mergers())):
            self.claim_and_merge(which, which + 1, by_pages)
            return
        Figures.count("undo")
        merger = pick(mergers, which)
        before, after = self.witnessed[merger]
        is_untouched = after == (State.of(merger.kept), State.of(merger.joined))
        if by_pages:
            phone = pick(self.model.phones_of(merger.kept), which)
            client = Hands(phone.token, merger.kept.id, "en-gb", by_pages=True).phone()
            answer = client.post(f"/code/undo/{merger.id}/", follow=True)
        else:
            undo_merger(merger_id=merger.id, learner_id=merger.kept.id)
        self.model.undo(merger)
        # The page says a code for the other work where none opens it.
        if by_pages and not any(row.owner is merger.joined and row.is_open for row in self.model.codes):
            self.model.codes.append(Code(answer.context["here"]["code"].replace(" ", ""), merger.joined))
        for was, person in zip(before, (merger.kept, merger.joined), strict=True):
            now = State.of(person)
            assert not (missing := was.missing_in(now)), f"after the undo learner {person.id} lacks {missing}"
            assert not is_untouched or now.same_as(was), f"learner {person.id}: {was} became {now}"
        self._witness_anew(merger)

    def _witness_anew(self, undone: Merger) -> None:
        """Later mergers of the same person were made when the other's work was among theirs: it is not any more."""
        gone = State.of(undone.joined)
        for merger, (before, _after) in self.witnessed.items():
            if merger.kept is undone.kept and merger.number > undone.number:
                self.witnessed[merger] = (before[0].without(gone), before[1].without(gone)), None

    # Sharing, and everything gone

    @rule(who=NUMBER, where=COIN)
    def share(self, who: int, where: bool):
        person, slug = self.somebody(who), "birch" if where else "alder"
        if person is None:
            return
        Figures.count("share")
        with for_learner(person.id):
            agree_to_share(learner=Learner.objects.get(), partner_id=self.world.partner_ids[slug])
        self.model.share(person, slug)

    @rule(who=NUMBER, where=COIN)
    def stop_sharing(self, who: int, where: bool):
        person, slug = self.somebody(who), "birch" if where else "alder"
        if person is None:
            return
        Figures.count("stop sharing")
        with for_learner(person.id):
            end_sharing(partner_id=self.world.partner_ids[slug])
        self.model.end_sharing(person, slug)

    @rule(who=NUMBER)
    def remove_everything(self, who: int):
        """Phones are closed at once; until the rest goes, the code takes the wish back."""
        person = self.somebody(who)
        if person is None or who % 2:
            return
        Figures.count("remove everything")
        ask_removal(learner_id=person.id)
        self.model.ask_removal(person)

    @rule()
    def fortnight_goes_by(self):
        """Who has asked for it and not come back is erased; what was completed stays as a count."""
        asked = [row for row in self.model.people if row.has_asked_removal and not row.is_erased]
        if not asked:
            return
        Figures.count("erase")
        Learner._base_manager.filter(pk__in=[row.id for row in asked]).update(
            removal_asked_at=timezone.now() - timedelta(days=15)
        )
        erase_what_is_due()
        for person in asked:
            self.model.erase(person)
