from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from partners.domain import InvitationRefused, MembershipRefused, invite_staff
from partners.enums import Role
from partners.models import Partner


class Command(BaseCommand):
    help = (
        "Invites somebody by e-mail: the programme's first manager, or an operator, whom no screen can make."
    )

    def add_arguments(self, parser) -> None:
        parser.add_argument("partner", help="Its address, such as programme.")
        parser.add_argument("email")
        parser.add_argument("role", choices=[role.value for role in Role])

    def handle(self, *, partner: str, email: str, role: str, **options) -> None:
        try:
            found = Partner.objects.get(slug=partner)
            invitation = invite_staff(partner=found, email=email, role=Role(role))
        except Partner.DoesNotExist as missing:
            raise CommandError("There is no partner with this address.") from missing
        except (InvitationRefused, MembershipRefused) as refused:
            raise CommandError(str(refused)) from refused
        except ValidationError as refused:
            raise CommandError("; ".join(refused.messages)) from refused
        self.stdout.write("A letter waits in the outbox." if invitation else "The role is held already.")
