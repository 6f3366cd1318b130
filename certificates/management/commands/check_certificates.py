from django.core.management.base import BaseCommand, CommandError

from certificates.domain import look_over


class Command(BaseCommand):
    help = (
        "Says whether the facts and files of all certificates are as they were stored; after a restore, say."
    )

    def handle(self, *args, **options) -> None:
        found = look_over()
        for line in found.wrong:
            self.stderr.write(line)
        if found.wrong:
            raise CommandError(f"{len(found.wrong)} things are not as they were stored.")
        self.stdout.write(
            f"{found.certificates} certificates and {found.files} files are as they were stored."
        )
