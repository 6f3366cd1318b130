"""The program of the child process that draws certificates and posters; the only place that loads WeasyPrint.

It is started by certificates.pdf.child, knows neither Django nor the database, and speaks with its parent
over standard input and output: a length (four bytes), then that many bytes. First come the stylesheets by name;
then a document at a time, all as JSON. Each answer is one letter and what belongs to it: P and the PDF, G and the code
points without a glyph, F and what went wrong. Nothing of a document is ever written anywhere else.
"""

import gc
import json
import logging
import os
import resource
import signal
import struct
import sys

FLAG = "CERTIFICATE_RENDER_CHILD"
if os.environ.get(FLAG) != "1":
    # It would bring 80 MB into a web process, and a parser that reads what strangers have typed.
    raise RuntimeError("The PDF engine may only be loaded in the task worker's child process.")

LIMIT_MEMORY = 1_000_000_000
LIMIT_CPU_SECONDS = 30
# The list of fonts, which the fonts' own library keeps.
LIMIT_FILE = 16_000_000
# Each makes the text smaller; what does not fit even then goes on to a second page.
FITS = ("0", "1", "2", "3")
KEPT_COLOURS = 64
# Looking for garbage in the middle of a document costs a tenth of it.
DOCUMENTS_A_SWEEP = 10


class Glyphs(logging.Handler):
    """Notices the letters for which no font has a sign."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.missing: list[int] = []

    def emit(self, record: logging.LogRecord) -> None:
        if ".notdef" in str(record.msg) and isinstance(record.args, tuple):
            self.missing.append(record.args[-1])


class Engine:
    """Fonts, stylesheets and fetcher are made once and kept warm."""

    def __init__(self, sheets: dict[str, str]) -> None:
        # Here, so that a library that is missing can still be told to the parent.
        from weasyprint import CSS, HTML  # noqa: PLC0415
        from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415
        from weasyprint.urls import URLFetcher  # noqa: PLC0415

        self._html, self._css = HTML, CSS
        self._fonts = FontConfiguration()
        # Nothing is ever fetched: pictures stand in the document itself.
        self._fetcher = URLFetcher(allowed_protocols={"data"}, allow_redirects=False)
        self._sheets = {
            name: CSS(string=text, font_config=self._fonts, url_fetcher=self._fetcher)
            for name, text in sheets.items()
        }
        self._colours: dict[str, object] = {}
        self._glyphs = Glyphs()
        logging.getLogger("weasyprint").addHandler(self._glyphs)

    def draw(self, html: str, colours: str, sheet: str) -> tuple[bytes, bytes]:
        """The answer's letter and what belongs to it."""
        self._glyphs.missing = []
        sheets = [self._colours_sheet(colours), self._sheets[sheet]]
        for fit in FITS:
            page = html.replace('data-fit="0"', f'data-fit="{fit}"', 1)
            source = self._html(string=page, url_fetcher=self._fetcher)
            document = source.render(font_config=self._fonts, stylesheets=sheets, pdf_variant="pdf/ua-1")
            if len(document.pages) == 1:
                break
        data = document.write_pdf(pdf_variant="pdf/ua-1")
        if self._glyphs.missing:
            return b"G", ",".join(f"{point:04X}" for point in sorted(set(self._glyphs.missing))).encode()
        return b"P", data

    def _colours_sheet(self, colours: str):
        if len(self._colours) > KEPT_COLOURS:
            self._colours.clear()
        if colours not in self._colours:
            self._colours[colours] = self._css(string=colours, url_fetcher=self._fetcher)
        return self._colours[colours]


def limit_process() -> None:
    """No core file, no large file, bounded memory; Ctrl-C is the parent's affair, whose end ends this too."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (LIMIT_FILE, LIMIT_FILE))
    resource.setrlimit(resource.RLIMIT_AS, (LIMIT_MEMORY, LIMIT_MEMORY))


def limit_next_document() -> None:
    used = resource.getrusage(resource.RUSAGE_SELF)
    until = int(used.ru_utime + used.ru_stime) + LIMIT_CPU_SECONDS
    resource.setrlimit(resource.RLIMIT_CPU, (until, resource.RLIM_INFINITY))


def read(stream) -> bytes | None:
    """One message; None when the parent has gone."""
    head = stream.read(4)
    if len(head) < 4:
        return None
    return stream.read(struct.unpack(">I", head)[0])


def write(stream, letter: bytes, body: bytes) -> None:
    stream.write(struct.pack(">I", len(body) + 1) + letter + body)
    stream.flush()


def main() -> None:
    source, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    # What a library prints must not get between the answers.
    os.dup2(2, 1)
    limit_process()
    try:
        engine = Engine(json.loads(read(source) or b"{}"))
    except Exception as error:
        write(answers, b"F", f"{type(error).__name__}: {error}"[:300].encode())
        return
    write(answers, b"R", b"")
    gc.freeze()
    gc.disable()
    drawn = 0
    while (message := read(source)) is not None:
        limit_next_document()
        try:
            letter, body = engine.draw(**json.loads(message))
        except MemoryError:
            write(answers, b"F", b"too much memory")
            return
        except Exception as error:
            # The kind only: its words may hold what was typed.
            letter, body = b"F", type(error).__name__.encode()
        write(answers, letter, body)
        drawn += 1
        if drawn % DOCUMENTS_A_SWEEP == 0:
            # After the answer: nobody waits for it.
            gc.collect()


if __name__ == "__main__":
    main()
