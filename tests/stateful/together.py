"""Two phones made one and two again, and with whom a name is shared: the part of the model that moves things."""

from collections.abc import Iterator

from .model import Model
from .things import Agreement, Enrolment, Merger, Person


class Together(Model):
    def merge(self, public_id: str, kept: Person, joined: Person) -> Merger:
        self.mergers_made += 1
        merger = Merger(public_id, self.mergers_made, kept, joined, [])
        self.mergers.append(merger)
        self._put_together(merger)
        return merger

    def _put_together(self, merger: Merger) -> None:
        kept, joined = merger.kept, merger.joined
        moves: list[tuple[object, str, object, object]] = []

        def move(thing, name, after):
            if getattr(thing, name) is not after:
                moves.append((thing, name, getattr(thing, name), after))
                setattr(thing, name, after)

        for enrolment in self.of(joined):
            own = self.open_enrolment(kept, enrolment.course)
            if own and not enrolment.is_closed:
                self._bring_together(own, enrolment, move)
        spoken = {row.partner for row in self.agreements if row.owner is kept}
        agreements = [row for row in self.agreements if row.partner not in spoken]
        for things in (self.enrolments, self.phones, self.codes, agreements):
            for thing in things:
                if thing.owner is joined:
                    move(thing, "owner", kept)
        merger.moves = moves
        self._complete_what_is_done(kept)

    def _complete_what_is_done(self, person: Person) -> None:
        for enrolment in self.of(person):
            if not enrolment.is_closed:
                self.complete(enrolment, enrolment.partner)

    def _bring_together(self, own: Enrolment, other: Enrolment, move) -> None:
        """A completed one goes on, else the one with more gone through, else the own."""
        first, second = own, other
        if self._weight(other) > self._weight(own):
            first, second = other, own
        move(second, "is_closed", True)
        done = self.done(first)
        for mark in self.done(second).values():
            if mark.key not in done:
                move(mark, "enrolment", first)
        for row in list(self.sittings):
            if row.enrolment is second and (row.is_finished or not self.open_sitting(first, row.key)):
                move(row, "enrolment", first)

    def _weight(self, enrolment: Enrolment) -> tuple[bool, int]:
        return bool(enrolment.completed_at), len(self.done(enrolment))

    def undo(self, merger: Merger) -> None:
        """What was made one later is made two first, and one again."""
        later = [
            row
            for row in self.mergers
            if row.kept is merger.kept and row.number > merger.number and not row.is_undone
        ]
        for row in [*reversed(later), merger]:
            self._take_apart(row)
        merger.is_undone = True
        for row in later:
            self._put_together(row)
        for person in (merger.kept, merger.joined):
            self._complete_what_is_done(person)

    def _take_apart(self, merger: Merger) -> None:
        """Each thing goes back, unless it has moved on since; what came since stays where it was done."""
        ended = {
            row.partner
            for row in self.agreements
            if row.owner is merger.kept and not row.is_open and row.ended_while >= merger.number
        }
        # Whoever has said no since to one of two agreements has said it to both.
        stands = self.shared_with(merger.kept)
        for row in self.agreements:
            if row.owner is merger.joined and row.is_open and row.partner in ended - stands:
                self._end(row)
        for thing, name, before, after in reversed(merger.moves):
            if getattr(thing, name) is after:
                setattr(thing, name, before)

    # Sharing

    def shared_with(self, person: Person) -> set[str]:
        return {row.partner for row in self.agreements if row.owner is person and row.is_open}

    def share(self, person: Person, partner: str) -> None:
        if partner not in self.shared_with(person):
            self.agreements.append(Agreement(person, partner))

    def end_sharing(self, person: Person, partner: str = "") -> None:
        for row in self.agreements:
            if row.owner is person and row.is_open and partner in ("", row.partner):
                self._end(row)

    def _end(self, row: Agreement) -> None:
        row.is_open, row.ended_while = False, self.mergers_made

    def open_mergers(self) -> Iterator[Merger]:
        for row in self.mergers:
            if not row.is_undone and not row.kept.is_erased and self.phones_of(row.kept):
                yield row
