from django.core.management.base import BaseCommand, CommandError

from accounts.models import User
from partners.domain import erase_staff_user
from partners.domain.erasure import erase_invited


class Command(BaseCommand):
    help = (
        "Forgets a member of staff, or somebody who was invited: roles end, name and address go; what they did "
        "stays without their name."
    )

    def add_arguments(self, parser) -> None:
        parser.add_argument("email")

    def handle(self, *, email: str, **options) -> None:
        user = User.objects.filter(email=email.strip().lower()).first()
        if user is not None:
            erase_staff_user(user=user)
        elif not erase_invited(address=email):
            raise CommandError("Nobody has this address.")
        self.stdout.write("Forgotten.")
