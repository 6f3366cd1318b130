import time

from django.core.management.base import BaseCommand
from django.db import OperationalError, close_old_connections

from letters.domain import send_waiting_letters


class Command(BaseCommand):
    help = "Sends the letters that wait in the outbox."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--every", type=float, metavar="SECONDS", help="Go on for ever, at this pace.")

    def handle(self, *, every: float | None, **options) -> None:
        while True:
            try:
                self.send_once()
            except (OperationalError, OSError) as error:
                # A database or a mail server that is away comes back; the loop must still be there then.
                if not every:
                    raise
                self.stderr.write(f"Not this time: {type(error).__name__}")
            if not every:
                return
            time.sleep(every)
            close_old_connections()

    def send_once(self) -> None:
        number = send_waiting_letters()
        if number:
            self.stdout.write(f"{number} letters sent.")
