"""Draws certificates in turns by our own renderer, alone and together, and by a default call, all warm.

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
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZipFile

import django

django.setup()

from django.db import transaction  # noqa: E402

from certificates import pdf  # noqa: E402
from certificates.domain import A_STEP  # noqa: E402
from certificates.domain.files import write_beside  # noqa: E402
from certificates.models import Certificate  # noqa: E402
from learning.domain import begin_as_guest  # noqa: E402
from partners.scoping import Exemption, past_the_doors  # noqa: E402
from tests.bench.cpu import memory_of, seconds_of  # noqa: E402
from tests.bench.ours import ADOPTER, LANGUAGE, course_at, issued  # noqa: E402
from tests.bench.sites import end, program  # noqa: E402

FEWEST = 2
# So much has to be drawn before memory is read for the first time, and until it is read again.
SETTLED, GROWN = 50, 300
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
        spent = dict.fromkeys(("ours", "default", "making", "together", "singly"), 0.0)
        made = []
        with past_the_doors(Exemption.CERTIFICATE_PDF):
            for number in range(documents):
                self.certificate.name = NAMES[number % len(NAMES)]
                began = time.process_time()
                made.append(pdf.document_of(self.certificate))
                spent["making"] += time.process_time() - began
                with _counted(spent, "ours", self.ours.pid):
                    self.ours.render(made[-1])
                with _counted(spent, "default", self.default.pid):
                    _by_default(self.default, made[-1])
        with _counted(spent, "together", self.ours.pid):
            self.together(made)
        with _counted(spent, "singly", self.ours.pid):
            self.singly(made)
        return {name: seconds / documents for name, seconds in spent.items()}

    def together(self, documents: list[pdf.Document]) -> bytes:
        """One PDF of all, in the steps of a batch, with a page for each."""
        steps = range(0, len(documents), A_STEP)
        parts = [
            self.ours.render_part(documents[at : at + A_STEP], title="Certificates", number=at)
            for at in steps
        ]
        return self.ours.join([part.data for part in parts], title="Certificates", language=LANGUAGE)

    def singly(self, documents: list[pdf.Document]) -> bytes:
        """A file of each, stored as certificates are, and a zip of the files."""
        out = BytesIO()
        with TemporaryDirectory() as folder, ZipFile(out, "w") as file:
            for number, document in enumerate(documents):
                data = self.ours.render(document)
                target = Path(folder) / f"{number}.pdf"
                os.replace(write_beside(target, "1", data), target)
                file.writestr(target.name, target.read_bytes())
        return out.getvalue()

    def growth(self) -> int:
        """By how many bytes a new process is larger after document 300 than after document 50."""
        drawing, sizes = pdf.RenderChild(pdf.sheets(), documents=GROWN + 1), []
        try:
            with past_the_doors(Exemption.CERTIFICATE_PDF):
                for number in range(1, GROWN + 1):
                    self.certificate.name = f"{NAMES[number % len(NAMES)]} {number}"
                    drawing.render(pdf.document_of(self.certificate))
                    if number in (SETTLED, GROWN):
                        sizes.append(memory_of(drawing.pid))
        finally:
            drawing.close()
        return sizes[1] - sizes[0]


def main(rounds: int, documents: int, until: float) -> None:
    drawing, spent = Drawing(), []
    try:
        sizes = {name: len(data) for name, data in drawing.draw().items()}
        drawing.spend(documents)  # warm
        while len(spent) < rounds and (len(spent) < FEWEST or time.monotonic() < until):
            spent.append(drawing.spend(documents))
        growth = drawing.growth()
    finally:
        drawing.close()
    print(json.dumps({"rounds": spent, "bytes": sizes, "growth": growth}))


@contextmanager
def _counted(spent: dict[str, float], name: str, pid: int):
    """This process, which sends and reads, and the one that draws."""
    before = time.process_time() + seconds_of(pid)
    yield
    spent[name] += time.process_time() + seconds_of(pid) - before


def _by_default(process: subprocess.Popen, document: pdf.Document) -> bytes:
    """The same HTML; its styles stand in it, as somebody would write it who calls WeasyPrint once."""
    styles = f"<style>{document.colours}{pdf.sheets()[document.sheet]}</style></head>"
    html = document.html.replace("</head>", styles, 1).encode()
    process.stdin.write(struct.pack(">I", len(html)) + html)
    process.stdin.flush()
    return process.stdout.read(struct.unpack(">I", process.stdout.read(4))[0])


@transaction.atomic
def _certificate() -> Certificate:
    """In a section that has adopted the course."""
    learner, _token = begin_as_guest(language=LANGUAGE)
    return issued(course_at(ADOPTER), learner, NAMES[0])


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]))
