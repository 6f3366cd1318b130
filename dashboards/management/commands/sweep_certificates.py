import time

from django.core.management.base import BaseCommand
from django.db import OperationalError, close_old_connections

from certificates.tasks import sweep
from dashboards.tasks import sweep_batches


class Command(BaseCommand):
    help = "Queues certificate files again that are wanted and that no worker is at."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--every", type=float, metavar="SECONDS", help="Go on for ever, at this pace.")
        parser.add_argument(
            "--retry-held",
            action="store_true",
            help="Also those held back, such as after a font was installed.",
        )

    def handle(self, *, every: float | None, retry_held: bool, **options) -> None:
        self.sweep_once(retry_held)
        while every:
            time.sleep(every)
            close_old_connections()
            try:
                self.sweep_once(False)
            except OperationalError as error:
                # A database that is away or busy comes back; the loop must still be there then.
                self.stderr.write(f"Not this time: {error}")

    def sweep_once(self, retry_held: bool) -> None:
        number = sweep(retry_held=retry_held)
        if number:
            self.stdout.write(f"{number} certificate files queued again.")
        batches = sweep_batches()
        if batches:
            self.stdout.write(f"{batches} certificate batches queued again.")
