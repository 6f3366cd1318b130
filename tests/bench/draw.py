"""Draws a certificate in turns by our own renderer and by a default call, both warm.

    python -m tests.bench.draw ROUNDS DOCUMENTS UNTIL

Runs on our site's data and prints what it found as JSON; see tests.bench.certificates.
"""

import json
import os
import struct
import subprocess
import sys
import time
from contextlib import contextmanager

import django

django.setup()

from django.db import transaction  # noqa: E402

from certificates import pdf  # noqa: E402
from certificates.domain import issue_certificate  # noqa: E402
from certificates.models import AvailableCertificate, Certificate  # noqa: E402
from courses.domain import ensure_edition  # noqa: E402
from learning.domain import begin_as_guest  # noqa: E402
from learning.domain.completion import complete_activity  # noqa: E402
from learning.domain.enrolment import ensure_enrolment  # noqa: E402
from partners.scoping import Exemption, for_learner, past_the_doors  # noqa: E402
from tests.bench.cpu import seconds_of  # noqa: E402
from tests.bench.ours import ADOPTER, LANGUAGE, course_at  # noqa: E402
from tests.bench.sites import end, program  # noqa: E402

FEWEST = 2
NAMES = ("Sam Example", "Zoë Ångström", "María José Fernández de la Cruz", "Ayşe Yılmaz")


class Drawing:
    """Both ways, warm; `ours` renews itself only after more documents than are ever drawn here."""

    def __init__(self) -> None:
        self.ours = pdf.RenderChild(pdf.sheets(), documents=1_000_000)
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
        self.default = program(dict(os.environ), "tests.bench.default_pdf", **pipes)
        self.certificate = _certificate()

    def close(self) -> None:
        self.ours.close()
        self.default.stdin.close()
        end(self.default)

    def draw(self) -> dict[str, bytes]:
        """The same certificate by both."""
        with past_the_doors(Exemption.CERTIFICATE_PDF):
            document = pdf.document_of(self.certificate)
        return {"ours": self.ours.render(document), "default": _by_default(self.default, document)}

    def spend(self, documents: int) -> dict[str, float]:
        """Seconds of CPU a document, in turns; `making` is what the HTML itself costs, with its QR code."""
        spent = {"ours": 0.0, "default": 0.0, "making": 0.0}
        with past_the_doors(Exemption.CERTIFICATE_PDF):
            for number in range(documents):
                self.certificate.name = NAMES[number % len(NAMES)]
                began = time.process_time()
                document = pdf.document_of(self.certificate)
                spent["making"] += time.process_time() - began
                with _counted(spent, "ours", self.ours.pid):
                    self.ours.render(document)
                with _counted(spent, "default", self.default.pid):
                    _by_default(self.default, document)
        return {name: seconds / documents for name, seconds in spent.items()}


def main(rounds: int, documents: int, until: float) -> None:
    drawing, spent = Drawing(), []
    try:
        sizes = {name: len(data) for name, data in drawing.draw().items()}
        drawing.spend(documents)  # warm
        while len(spent) < rounds and (len(spent) < FEWEST or time.monotonic() < until):
            spent.append(drawing.spend(documents))
    finally:
        drawing.close()
    print(json.dumps({"rounds": spent, "bytes": sizes}))


@contextmanager
def _counted(spent: dict[str, float], name: str, pid: int):
    """This process, which sends and reads, and the one that draws."""
    before = time.process_time() + seconds_of(pid)
    yield
    spent[name] += time.process_time() + seconds_of(pid) - before


def _by_default(process: subprocess.Popen, document: pdf.Document) -> bytes:
    """The same HTML; its styles stand in it, as somebody would write it who calls WeasyPrint once."""
    styles = f"<style>{document.colours}{pdf.stylesheet()}</style></head>"
    html = document.html.replace("</head>", styles, 1).encode()
    process.stdin.write(struct.pack(">I", len(html)) + html)
    process.stdin.flush()
    return process.stdout.read(struct.unpack(">I", process.stdout.read(4))[0])


@transaction.atomic
def _certificate() -> Certificate:
    """Of somebody who has gone through the whole of Course 1 in a section that has adopted it."""
    course = course_at(ADOPTER)
    learner, _token = begin_as_guest(language=LANGUAGE)
    with for_learner(learner.pk):
        enrolment = ensure_enrolment(
            learner_id=learner.pk,
            course_key=course.course_key,
            edition_id=ensure_edition(course_page_id=course.source_page_id),
            partner_id=course.partner_id,
            course_address=course.address,
        )
        for activity in course.outline.activities:
            complete_activity(
                enrolment=enrolment,
                activity_key=activity.key,
                partner_id=course.partner_id,
                language=LANGUAGE,
            )
        available = AvailableCertificate.objects.get()
        return issue_certificate(available_id=available.pk, name=NAMES[0], idempotency_key="bench")


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]))
