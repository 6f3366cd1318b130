from django.core.management.base import BaseCommand

from partners.domain import keep_all_groups_in_step
from partners.queries.broken_rules import broken_rules


class Command(BaseCommand):
    help = (
        "Puts Wagtail's groups in step with the roles of today, for every partner: roles begin and end by date. "
        "Part of the daily work. Then names whatever breaks the rules of roles."
    )

    def handle(self, **options) -> None:
        keep_all_groups_in_step()
        for row in broken_rules():
            self.stderr.write(f"{row.rule}: {row.where}")
