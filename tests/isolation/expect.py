"""What is to be expected: which answers, and which marks may be read. Derived from the access list."""

from partners.enums import Ability
from partners.rules import Who

from .fill import Case
from .people import Person

FINE = {200, 204, 301, 302, 303, 304, 400, 409, 410, 413, 422, 429}
SIGN_IN = "sign in"
# On a learner's own pages a stranger's thing is not there; these nouns name such things.
LEARNERS_THINGS = {"completion_id", "certificate_id", "enrolment_id", "attempt_id", "merger_id"}
# What the programme's manager keeps for all partners.
KEPT_BY_THE_PROGRAMME = {"public", "common", "staff", "workshop", "settings", "contact", "invitation"}
CHECKS = {"certificate-check-code", "certificate-check-file"}
READ_BY_EVERYBODY = {"public", "common", "contact"}


def answers(person: Person, case: Case, method: str) -> set:
    """The statuses that are right here. SIGN_IN is a redirect to the one door."""
    entry = case.entry
    if entry is None or entry.who is Who.NOBODY:
        return {404}
    if entry.who is Who.EVERYBODY:
        return _of_everybody(person, case, method)
    if person.user is None:
        return {SIGN_IN}
    inside = {
        Who.SIGNED_IN: _of_signed_in,
        Who.STAFF: _of_staff,
        Who.PLACE: _of_place,
        Who.EDITOR: _of_editor,
        Who.OPERATOR: _of_operator,
    }
    return inside[entry.who](person, case, method)


def _method(case: Case, method: str, otherwise: set) -> set:
    return otherwise if case.entry.allows_method(method) else {405}


def _of_everybody(person: Person, case: Case, method: str) -> set:
    theirs = {owner for argument, owner in case.owners if argument in LEARNERS_THINGS}
    if theirs and theirs != {person.learner_of}:
        # Sent back without having done anything: the walk sees whether something was touched.
        return _method(case, method, {404} if method == "GET" else {302, 303, 404})
    return _method(case, method, FINE | {404})


def _of_signed_in(person: Person, case: Case, method: str) -> set:
    return _method(case, method, FINE | {403})


def _of_staff(person: Person, case: Case, method: str) -> set:
    if not person.places and not person.is_operator:
        return {403}
    return _method(case, method, FINE | {403, 404})


def _of_place(person: Person, case: Case, method: str) -> set:
    place = person.places.get(case.section)
    if place is None:
        return {404}
    if case.entry.ability is not None and not place.may(case.entry.ability):
        return {403}
    return _method(case, method, _of_things(person, case))


def _of_things(person: Person, case: Case) -> set:
    others = case.named - {case.section, "shared"}
    if others and not place_of_all(person, case):
        return {404}
    # The programme's manager ends not every role of every partner.
    return FINE | ({403, 404} if others else {404})


def place_of_all(person: Person, case: Case) -> bool:
    """Screens of the programme that are about the partners."""
    place = person.places.get(case.section)
    return bool(place and place.partner.is_programme and place.may(Ability.MANAGE_PARTNERS))


def _of_editor(person: Person, case: Case, method: str) -> set:
    if person.is_operator:
        return _method(case, method, FINE | {403, 404})
    if not person.may_edit:
        return {403}
    if case.entry.ability is not None and not person.places[person.home].may(case.entry.ability):
        return {403}
    others = case.named - {person.home, "shared"}
    if others and others <= set(person.places):
        # Of another partner one works for: asked first for whom one acts.
        return _method(case, method, {302, 404})
    if others and case.address.name == "wagtail_bulk_action":
        # Some roles do nothing of the kind, whosever it is.
        return _method(case, method, {403, 404})
    # What a person may not do with a page is told apart from a page that is not theirs.
    return _method(case, method, {404} if others else FINE | {403, 404})


def _of_operator(person: Person, case: Case, method: str) -> set:
    return FINE | {403, 404, 405} if person.is_operator else {404}


def may_read(person: Person, case: Case, owner: str, kind: str) -> bool:
    """Whether a mark of this owner and kind may stand in the answer."""
    is_public = case.entry is None or case.entry.who is Who.EVERYBODY
    if kind == "answer":
        # One's own, and nobody else's, whatever the role: no screen, list or letter of staff holds it.
        return is_public and person.learner_of == owner
    if is_public:
        # Who holds a certificate's number may read it.
        holds = case.address.name in CHECKS and owner in case.named
        return kind in READ_BY_EVERYBODY or (kind == "learner" and (person.learner_of == owner or holds))
    if kind == "letter":
        return False
    if person.is_operator:
        return kind not in {"learner"}
    if case.entry.who in (Who.SIGNED_IN, Who.STAFF) and owner in person.places:
        # Not the screen of any one partner.
        return kind in READ_BY_EVERYBODY | {"settings"}
    home = case.section if case.section in person.places else person.home
    place = person.places.get(home)
    if owner == home:
        return kind != "learner" or place.may(Ability.SEE_PEOPLE)
    if place and place.may(Ability.MANAGE_PARTNERS):
        return kind in KEPT_BY_THE_PROGRAMME
    if case.entry.ability is Ability.SEE_PROGRAMME_COUNTS and place and place.may(case.entry.ability):
        # Numbers stand beside the names of partners and of what they offer to everybody.
        return kind == "public"
    # Whoever has taken up a shared course is told what was taken away from it, and why.
    return owner == "shared" and kind in {"public", "common", "withdrawal"}
