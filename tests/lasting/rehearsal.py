"""All that an operator does to a site with certificates that nobody has asked for yet: nothing is issued by it, and
no letter goes out that was not due.

    python -m tests.lasting.rehearsal

Prints what there was before and after, as JSON.
"""

import json
from itertools import islice

import django

django.setup()

from django.core import mail  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.db.migrations.loader import MigrationLoader  # noqa: E402
from django.test.utils import override_settings  # noqa: E402
from django_tasks_db.models import DBTaskResult  # noqa: E402

from certificates.models import AvailableCertificate, Certificate, CertificatePdf  # noqa: E402
from certificates.tasks import render_certificate  # noqa: E402
from dashboards.domain import load_sample_partnership  # noqa: E402
from letters.models import Letter  # noqa: E402
from partners.domain import keep_all_groups_in_step  # noqa: E402
from partners.scoping import Exemption, past_the_doors  # noqa: E402
from tests.lasting.holders import all_files, complete, holders, offers  # noqa: E402

from .outlive import Quiet  # noqa: E402

COMPLETED, ASKED_FOR = 4, 2
MEMORY = {"EMAIL_BACKEND": "django.core.mail.backends.locmem.EmailBackend"}


def counted() -> dict:
    with past_the_doors(Exemption.ERASURE):
        return {
            "available": AvailableCertificate.objects.count(),
            "facts": sorted(AvailableCertificate.objects.values_list("facts_hash", flat=True)),
            "certificates": Certificate.objects.count(),
            "files": CertificatePdf.objects.filter(made_at__isnull=False).count(),
            "wishes": CertificatePdf.objects.count(),
            "hashes": sorted(CertificatePdf.objects.values_list("sha256", flat=True)),
            "letters": Letter.objects.count(),
            "sent": len(mail.outbox),
            "tasks": DBTaskResult.objects.count(),
        }


def steps():
    """What is done to it, in order."""
    newest = sorted(name for app, name in MigrationLoader(connection).graph.nodes if app == "certificates")
    for name in newest[-2:]:
        yield lambda name=name: call_command("migrate", "certificates", name, interactive=False, verbosity=0)
    yield lambda: call_command("migrate", interactive=False, verbosity=0)
    yield load_sample_partnership
    yield keep_all_groups_in_step
    yield lambda: call_command("keep_staff_in_step", stdout=Quiet())
    yield lambda: call_command("merge_partners", "clarion", "peabody", "--go", stdout=Quiet())
    for _day in range(2):
        yield lambda: call_command("daily", stdout=Quiet())
    yield lambda: call_command("sweep_certificates", "--retry-held", stdout=Quiet())
    yield lambda: call_command("send_letters", stdout=Quiet())
    yield lambda: call_command("update_index", verbosity=0, stdout=Quiet())
    yield load_sample_partnership


def main() -> dict:
    call_command("migrate", interactive=False, verbosity=0)
    load_sample_partnership()
    for offer in islice(offers(), COMPLETED):
        complete(offer)
    for _holder in holders(ASKED_FOR):
        pass
    for file in all_files():
        render_certificate.func(file.pk)
    # What is due on a day like this without any upgrade.
    call_command("daily", stdout=Quiet())
    call_command("send_letters", stdout=Quiet())
    before, number, wrong = counted(), 0, []
    for step in steps():
        step()
        number += 1
        if (now := counted()) != before:
            changed = {name: (before[name], value) for name, value in now.items() if before[name] != value}
            wrong.append(f"step {number} changed {changed}")
    return {"before": before, "after": counted(), "steps": number, "wrong": wrong}


if __name__ == "__main__":
    with override_settings(**MEMORY):
        mail.outbox = []
        print(json.dumps(main()))
