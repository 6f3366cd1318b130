from datetime import date

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from dashboards.domain.merger_plan import MergerPlan, plan_merger
from dashboards.domain.mergers import merge_partners
from partners.models import Partner


class Command(BaseCommand):
    help = (
        "States every number of a merger exactly, and changes nothing. With --go it merges, all at once or not at "
        "all. The form of the programme does the same and shows no small number of people."
    )

    def add_arguments(self, parser) -> None:
        parser.add_argument("source", help="The address of the partner that becomes part of the other.")
        parser.add_argument("target", help="The address of the other.")
        parser.add_argument("--on", type=date.fromisoformat, metavar="YYYY-MM-DD", help="Default: today.")
        parser.add_argument(
            "--legal-successor-on",
            type=date.fromisoformat,
            metavar="YYYY-MM-DD",
            help="The day of the legal merger. Without it every agreement to share ends.",
        )
        parser.add_argument("--go", action="store_true", help="Merge, once the numbers have been read.")

    def handle(self, *, source: str, target: str, on: date | None, go: bool, **options) -> None:
        chosen = {
            "source": _partner(source),
            "target": _partner(target),
            "dated_on": on or timezone.localdate(),
            "legal_successor_on": options["legal_successor_on"],
        }
        plan = plan_merger(**chosen)
        if plan.refusal:
            raise CommandError(plan.refusal)
        self._state(plan)
        if not go:
            self.stdout.write("Nothing has moved. Call it again with --go to merge.")
            return
        merge_partners(**chosen, by=None)
        self.stdout.write(f"{plan.source.name} is now part of {plan.target.name}.")

    def _state(self, plan: MergerPlan) -> None:
        self.stdout.write(f"{plan.source.name} into {plan.target.name}, dated {plan.dated_on}:")
        for name, number in sorted(plan.figures().items()):
            self.stdout.write(f"{number:>8}  {name.replace('_', ' ')}")


def _partner(slug: str) -> Partner:
    partner = Partner.objects.filter(slug=slug).first()
    if partner is None:
        raise CommandError(f"No partner has the address {slug}.")
    return partner
