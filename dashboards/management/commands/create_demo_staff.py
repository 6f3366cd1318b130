import json

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from dashboards.domain.demo_staff import DEMO_PEOPLE, NotADemo, make_demo_staff


class Command(BaseCommand):
    help = "Makes the demo's sign-ins and prints them. Refuses with any settings but the demo's."

    def handle(self, *args, **options) -> None:
        file = settings.DATA_DIR / "sign-ins.json"
        known = json.loads(file.read_text()) if settings.IS_DEMO and file.exists() else {}
        try:
            passwords = make_demo_staff(passwords=known)
        except NotADemo as refused:
            raise CommandError(str(refused)) from refused
        file.touch(mode=0o600)
        file.write_text(json.dumps(passwords, indent=2))
        for person in DEMO_PEOPLE:
            self.stdout.write(f"  {person.label:<26} {person.email:<34} {passwords[person.email]}")
