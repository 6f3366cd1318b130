"""A planned merger as tables: every number with its words, and below it what it is made of."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from dashboards.domain.merger_plan import MergerPlan
from dashboards.queries.counts import shown_count, shown_counts


@dataclass(frozen=True)
class Table:
    """`notes`: what stands behind the numbers, a line each."""

    name: str
    title: str
    rows: list[tuple[str, int | str]]
    notes: list[str] = field(default_factory=list)


def tables_of(plan: MergerPlan) -> list[Table]:
    """Numbers of people only as the programme may see them."""
    return [_content(plan), _staff(plan), _people(plan)]


def _content(plan: MergerPlan) -> Table:
    target = {"target": plan.target.short_name}
    notes = [_("Moves: %(title)s") % {"title": title} for title in plan.own_courses_moved]
    notes += [
        _("Moves with its introduction, which somebody should read through: %(title)s") % {"title": title}
        for title in plan.adopted_courses_moved
    ]
    notes += [
        _("%(target)s's own page answers: %(title)s") % {**target, "title": title}
        for title in plan.adopted_courses_matched
    ]
    notes += [
        _(
            "%(title)s itself takes the place of %(target)s's page of it, whose own introduction and parts "
            "are kept as a draft."
        )
        % {**target, "title": title}
        for title in plan.adopted_courses_replaced
    ]
    notes += [
        _("Becomes part of %(target)s: %(title)s") % {**target, "title": name} for name in plan.sub_brands
    ]
    rows = [
        (_("Pages taken offline"), plan.pages_closed),
        (_("Addresses that lead on, each with all below it"), plan.addresses_redirected),
        (_("Own courses that move"), len(plan.own_courses_moved)),
        (_("Shared courses that move"), len(plan.adopted_courses_moved)),
        (_("Shared courses that both have"), len(plan.adopted_courses_matched)),
        (_("Own parts of shared courses that move"), plan.extra_parts_moved),
        (_("Times that other partners use its courses, and go on"), plan.other_partners_using),
        (_("Pictures that move"), plan.images),
        (_("Documents that move"), plan.documents),
        (_("Shared tablets that stay so"), plan.tablets),
        (_("Sub-brands that move"), len(plan.sub_brands)),
    ]
    return Table("content", _("Section and courses"), rows, notes)


def _staff(plan: MergerPlan) -> Table:
    notes = [
        f"{move.name}, {move.role}: {move.refused}" if move.refused else f"{move.name}, {move.role}"
        for move in plan.staff
    ]
    notes += [_("Contact that moves: %(name)s") % {"name": name} for name in plan.contacts_moved]
    notes += [
        _("Contact that stays behind, since %(target)s has its own: %(name)s")
        % {"target": plan.target.short_name, "name": name}
        for name in plan.contacts_left
    ]
    rows = [
        (_("Roles that move"), plan.staff_moved),
        (_("Roles that cannot move, and end"), len(plan.staff_refused)),
        (_("Invitations taken back"), plan.invitations_cancelled),
        (_("Contacts that move"), len(plan.contacts_moved)),
        (_("Contacts that stay behind"), len(plan.contacts_left)),
    ]
    notes.append(
        _("Whoever sees people accepts the terms anew for %(target)s.") % {"target": plan.target.name}
    )
    return Table("staff", _("Staff and contacts"), rows, notes)


def _people(plan: MergerPlan) -> Table:
    # Two that add up to what another plan would state: neither may give away the other.
    agreements, _sum = shown_counts({"asked": plan.agreements_asked, "ended": plan.agreements_ended})
    courses, begun = _courses_of_people(plan)
    numbers = [
        (_("Courses under way that carry on there"), courses["under way"]),
        (_("Quizzes under way that carry on there"), plan.attempts),
        (_("Certificates that stay as they are"), plan.certificates_kept),
        (_("Agreements to share whose learners are asked"), agreements["asked"]),
        (_("Agreements to share that end that day"), agreements["ended"]),
        (_("Learners who have not answered an earlier merger"), plan.notices_waiting),
        (_("Courses begun so far, counted as before"), begun),
        (_("Courses completed so far, counted as before"), courses["completed"]),
    ]
    notes = [
        _(
            "What was done stays where it was done. A certificate keeps its issuer; its check adds whose part it is."
        ),
        _("A small number of people is never shown as itself."),
    ]
    return Table("people", _("People"), _shown(numbers), notes)


def _courses_of_people(plan: MergerPlan) -> tuple[dict[str, str], str]:
    """What is under way and what was completed, and what was begun, of which both are parts."""
    parts = {"under way": plan.enrolments, "completed": plan.completed_before}
    rest = plan.begun_before - sum(parts.values())
    if rest < 0:
        # Some was begun elsewhere, and nobody is told how much.
        return {name: shown_count(number) for name, number in parts.items()}, shown_count(plan.begun_before)
    return shown_counts({**parts, "given up": rest})


def _shown(numbers: list[tuple[str, int | str]]) -> list[tuple[str, str]]:
    return [(label, number if isinstance(number, str) else shown_count(number)) for label, number in numbers]
