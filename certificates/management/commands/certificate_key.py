"""The key that signs certificates: says how it stands, or makes one that nobody vouches for."""

import os
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from certificates.pdf.keys import make_key
from certificates.pdf.signing import SigningError, the_signer

YEARS = 10


class Command(BaseCommand):
    help = "Says which key signs certificates and until when; with --make, makes a self-signed one."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--make", metavar="FILE", type=Path, help="Where the new key goes (PKCS#12).")
        parser.add_argument(
            "--name", default=settings.SITE_NAME, help="Who signs, as readers of a PDF see it."
        )
        parser.add_argument("--years", type=int, default=YEARS, help="How long the key is valid.")

    def handle(self, *args, **options) -> None:
        if options["make"]:
            self._make(options["make"], options["name"].strip(), options["years"])
        else:
            self._say()

    def _make(self, path: Path, name: str, years: int) -> None:
        passphrase = settings.CERTIFICATE_KEY_PASSPHRASE
        if not passphrase:
            raise CommandError("Set CERTIFICATE_KEY_PASSPHRASE first; the key is locked with it.")
        if not 1 <= len(name) <= 64 or not 1 <= years <= 50:
            raise CommandError("A name has 1 to 64 letters, and a key is valid for 1 to 50 years.")
        data = make_key(name=name, passphrase=passphrase, years=years)
        try:
            # Never over another one: what it has signed could not be signed again.
            with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(data)
        except FileExistsError as error:
            raise CommandError(f"{path} is there already and is left as it is.") from error
        except OSError as error:
            raise CommandError(f"{path} cannot be written: {error.strerror}.") from error
        self.stdout.write(f"{path} is made. Name it in CERTIFICATE_KEY_FILE, and restart the task worker.")

    def _say(self) -> None:
        if not settings.CERTIFICATE_KEY_FILE:
            self.stdout.write("No key is set (CERTIFICATE_KEY_FILE): certificates are not signed.")
            return
        try:
            signer = the_signer()
        except SigningError as error:
            raise CommandError(f"Certificates are stored without a signature: {error}.") from error
        self.stdout.write(
            f"Certificates are signed as {signer.name}; the key is valid until {signer.valid_until:%d %B %Y}."
        )
