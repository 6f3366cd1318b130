import time

from django.core.management.base import BaseCommand, CommandError
from django.db import close_old_connections

from dashboards.domain.daily import run_daily


class Command(BaseCommand):
    help = "Does what is due once a day: reminders, notices, what has come to its date. As often as you like."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--every", type=float, metavar="SECONDS", help="Go on for ever, at this pace.")

    def handle(self, *, every: float | None, **options) -> None:
        while True:
            done = run_daily()
            for name, number in done.items():
                self.stdout.write(f"  {name}: {'failed' if number is None else number}")
            failed = [name for name, number in done.items() if number is None]
            if not every:
                if failed:
                    raise CommandError(f"Failed: {', '.join(failed)}.")
                return
            time.sleep(every)
            close_old_connections()
