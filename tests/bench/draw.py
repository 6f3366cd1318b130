"""Draws a certificate in turns by our own renderer and by a default call, both warm.

    python -m tests.bench.draw ROUNDS DOCUMENTS

Runs on our site's data and prints what it found as JSON; see tests.bench.certificates.
"""

import json
import os
import struct
import subprocess
import sys

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.db import transaction  # noqa: E402

from certificates import pdf  # noqa: E402
from certificates.domain import issue_certificate  # noqa: E402
from certificates.models import AvailableCertificate, Certificate  # noqa: E402
from courses.domain import ensure_edition  # noqa: E402
from learning.domain import begin_as_guest  # noqa: E402
from learning.domain.completion import complete_activity  # noqa: E402
from learning.domain.enrolment import ensure_enrolment  # noqa: E402
from partners.scoping import Exemption, for_learner, past_the_doors  # noqa: E402
from tests.bench.cpu import seconds_of_tree  # noqa: E402
from tests.bench.sites import end, program  # noqa: E402

NAMES = ("Sam Example", "Zoë Ångström", "María José Fernández de la Cruz", "Ayşe Yılmaz")
LANGUAGE = settings.LANGUAGE_CODE


def main(rounds: int, documents: int) -> None:
    certificate = _certificate()
    child = pdf.RenderChild(pdf.stylesheet())
    default = program(
        dict(os.environ), "tests.bench.default_pdf", stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    found = {"ours": [], "whole": [], "default": [], "bytes": 0, "default_bytes": 0}
    ways = {
        "ours": lambda document: child.render(document),
        "default": lambda document: _by_default(default, document),
        "whole": lambda document: child.render(pdf.document_of(certificate)),
    }
    try:
        for number in range(rounds + 1):
            spent = _spent(certificate, ways, documents)
            for name in ways if number else ():  # the first one warms
                found[name].append(spent[name])
        document = pdf.document_of(certificate)
        found["bytes"] = len(child.render(document))
        found["default_bytes"] = len(_by_default(default, document))
    finally:
        child.close()
        default.stdin.close()
        end(default)
    print(json.dumps(found))


def _spent(certificate: Certificate, ways: dict, documents: int) -> dict[str, float]:
    """Seconds of CPU a document, this process and the one that draws taken together."""
    spent = dict.fromkeys(ways, 0.0)
    with past_the_doors(Exemption.CERTIFICATE_PDF):
        for number in range(documents):
            certificate.name = NAMES[number % len(NAMES)]
            document = pdf.document_of(certificate)
            for name, draw in ways.items():
                before = seconds_of_tree(os.getpid())
                draw(document)
                spent[name] += seconds_of_tree(os.getpid()) - before
    return {name: seconds / documents for name, seconds in spent.items()}


def _by_default(process: subprocess.Popen, document: pdf.Document) -> bytes:
    """The same HTML; its styles stand in it, as somebody would write it who calls WeasyPrint once."""
    styles = f"<style>{document.colours}{pdf.stylesheet()}</style></head>"
    html = document.html.replace("</head>", styles, 1).encode()
    process.stdin.write(struct.pack(">I", len(html)) + html)
    process.stdin.flush()
    return process.stdout.read(struct.unpack(">I", process.stdout.read(4))[0])
