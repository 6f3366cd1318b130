from django.core.management.base import BaseCommand

from dashboards.domain import load_sample_partnership


class Command(BaseCommand):
    help = (
        "Loads the sample partnership: partners, contacts and courses. What is there already stays as it is."
    )

    def handle(self, *args, **options) -> None:
        load_sample_partnership(tell=lambda line: self.stdout.write(f"  {line}"))
        self.stdout.write("The sample partnership is loaded.")
