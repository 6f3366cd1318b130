from django.core.management.base import BaseCommand

from partners.domain import remind_of_contacts


class Command(BaseCommand):
    help = "Reminds whoever keeps a contact 60, 30 and 7 days before it is to be rung again, and afterwards."

    def handle(self, *args, **options) -> None:
        self.stdout.write(f"{remind_of_contacts()} contacts are to be rung.")
