from django.core.management.base import BaseCommand

from partners.domain import keep_groups_in_step
from partners.models import Partner
from partners.queries.broken_rules import broken_rules


class Command(BaseCommand):
    help = (
        "Puts Wagtail's groups in step with the roles of today, for every partner: roles begin and end by date. "
        "Once a day. Then names whatever breaks the rules of roles."
    )

    def handle(self, **options) -> None:
        for partner in Partner.objects.all():
            keep_groups_in_step(partner=partner)
        for row in broken_rules():
            self.stderr.write(f"{row.rule}: {row.where}")
