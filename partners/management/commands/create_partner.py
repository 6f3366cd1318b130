from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from partners.domain import create_partner
from partners.models import Borough


class Command(BaseCommand):
    help = (
        "Makes a partner with its section (a draft), brand, groups, workflow and own contact, and invites its "
        "first manager. Called again it makes what is missing and doubles nothing."
    )

    def add_arguments(self, parser) -> None:
        parser.add_argument("slug", help="The address of its section, such as oak-homes.")
        parser.add_argument("--name", required=True)
        parser.add_argument("--short-name", required=True)
        parser.add_argument(
            "--colour", required=True, metavar="#RRGGBB", help="For buttons, links and marks."
        )
        parser.add_argument(
            "--accent", required=True, metavar="#RRGGBB", help="A light colour behind dark words."
        )
        parser.add_argument(
            "--manager", required=True, metavar="ADDRESS", help="E-mail of the first manager."
        )
        parser.add_argument(
            "--borough", action="append", default=[], metavar="KEY", help="May be given again."
        )
        parser.add_argument(
            "--programme", action="store_true", help="Makes the programme itself; there is one."
        )

    def handle(self, *, slug: str, borough: list[str], programme: bool, **options) -> None:
        boroughs = list(Borough.objects.filter(key__in=borough))
        unknown = set(borough) - {row.key for row in boroughs}
        if unknown:
            raise CommandError(f"Unknown boroughs: {', '.join(sorted(unknown))}.")
        try:
            partner = create_partner(
                slug=slug,
                name=options["name"],
                short_name=options["short_name"],
                brand_colour=options["colour"],
                accent_colour=options["accent"],
                manager_email=options["manager"],
                boroughs=boroughs,
                is_programme=programme,
            )
        except ValidationError as refused:
            lines = (f"{field}: {' '.join(texts)}" for field, texts in refused.message_dict.items())
            raise CommandError("\n".join(lines)) from refused
        self.stdout.write(f"{partner.name} is there, at /{partner.slug}/ once it is opened.")
