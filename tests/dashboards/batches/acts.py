"""Certificates printed together, as the tests of them act."""

from io import BytesIO

from django.test import Client
from pypdf import PdfReader

from certificates.models import Certificate, CertificateBatch
from dashboards.tasks import draw_batch
from learning.domain import agree_to_share
from partners.enums import Role
from partners.scoping import for_learner
from tests.certificates.factory import complete
from tests.factories.partners import make_person

LIST = "/staff/alder/certificates/"
PRINT = f"{LIST}print/"
UNPRINTABLE = "\U0003134a"


def holder(section, name: str, *, shares: bool = True, **course) -> Certificate:
    done = complete(section.partner, **course)
    certificate = done.issue(name)
    if shares:
        with for_learner(done.learner.pk):
            agree_to_share(learner=done.learner, partner_id=section.partner.pk)
    return certificate


def staff_of(section, role: Role = Role.COORDINATOR, **changes) -> Client:
    client = Client()
    client.force_login(make_person(section, role, **changes))
    return client


def ask(client: Client, *certificates: Certificate, kind: str = "pdf") -> str:
    """The page that says how far it is."""
    answer = client.post(PRINT, {"chosen": [one.public_id for one in certificates], "kind": kind})
    assert answer.status_code == 302, answer.content.decode()
    return answer["Location"]


def work(queue) -> None:
    while ids := queue():
        for batch_id in ids:
            draw_batch.call(batch_id)


def text_of(data: bytes) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(data)).pages]


def later(batch: CertificateBatch, **dates) -> None:
    CertificateBatch.objects.filter(pk=batch.pk).update(**dates)


def the_batch() -> CertificateBatch:
    return CertificateBatch.objects.get()
