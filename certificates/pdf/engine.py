"""The program of the child process that draws certificates and posters; the only place that loads WeasyPrint.

It is started by certificates.pdf.child, knows neither Django nor the database, and speaks with its parent
over standard input and output: a length (four bytes), then that many bytes. First come the stylesheets by name;
then one wish at a time, all as JSON: to draw a document, to draw several as a part of one PDF, to join such parts.
Each answer is one letter and what belongs to it: P and the PDF, K and a part, G and the code points without a glyph,
F and what went wrong, M where memory ended, and this process with it. Nothing of a document is ever written anywhere
else.
"""

import gc
import io
import json
import logging
import os
import re
import resource
import signal
import struct
import sys
from base64 import b64decode
from contextlib import suppress
from xml.etree import ElementTree

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
VARIANT = "pdf/ua-1"
# With nothing declared in it.
XML_TOO = "<!DOCTYPE html>"
VERBS = {"draw", "part", "join"}
PROPERTY = re.compile(r"(--[\w-]+):([^;{}]+)")
# A number of an object in another's words; what looks like one inside a string is left alone.
REFERENCE = re.compile(rb"\((?:[^()\\]|\\.)*\)|<[0-9a-fA-F]+>|\b(\d+) 0 R\b", re.DOTALL)


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
        from cssselect2 import ElementWrapper  # noqa: PLC0415
        from weasyprint import CSS, HTML  # noqa: PLC0415
        from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415
        from weasyprint.urls import URLFetcher  # noqa: PLC0415

        class Tree(HTML):
            """A document that is parsed already, for which its library has no way in."""

            def __init__(self, root: ElementTree.Element, url_fetcher) -> None:
                self.base_url, self.media_type, self.url_fetcher = None, "print", url_fetcher
                self.wrapper_element = ElementWrapper.from_html_root(root, content_language=None)
                self.etree_element = self.wrapper_element.etree_element

        self._html, self._tree, self._css = HTML, Tree, CSS
        self._fonts = FontConfiguration()
        # Nothing is ever fetched: pictures stand in the document itself.
        self._fetcher = URLFetcher(allowed_protocols={"data"}, allow_redirects=False)
        self._texts = sheets
        self._sheets: dict[tuple[str, str], list] = {}
        self._glyphs = Glyphs()
        logging.getLogger("weasyprint").addHandler(self._glyphs)

    def draw(self, html: str, colours: str, sheet: str) -> tuple[bytes, bytes]:
        """One document; the answer's letter and what belongs to it."""
        self._glyphs.missing = []
        data = self._laid_out(html, colours, sheet).write_pdf(pdf_variant=VARIANT)
        if self._glyphs.missing:
            return b"G", ",".join(f"{point:04X}" for point in sorted(set(self._glyphs.missing))).encode()
        return b"P", data

    def part(self, documents: list[dict], title: str, number: int) -> tuple[bytes, bytes]:
        """Several as one part of a PDF, fonts and pictures embedded once. Which of them lack a glyph comes first,
        as JSON in a line of its own; those are left out.
        """
        held: list[int] = []
        data = self._part(documents, title, number)
        if self._glyphs.missing:
            # Seldom: then each is tried alone.
            held = [at for at, document in enumerate(documents) if self.draw(**document)[0] == b"G"]
            others = [document for at, document in enumerate(documents) if at not in held]
            data = self._part(others, title, number) if others else b""
        return b"K", json.dumps(held).encode() + b"\n" + data

    def join(self, parts: list[str], title: str, language: str) -> tuple[bytes, bytes]:
        """The parts, in base64, as one PDF."""
        return b"P", joined([b64decode(part) for part in parts], title, language)

    def _part(self, documents: list[dict], title: str, number: int) -> bytes:
        self._glyphs.missing = []
        pictures: dict = {}
        laid_out = [self._laid_out(**document, pictures=pictures) for document in documents]
        pages = [page for document in laid_out for page in document.pages]
        languages = [document.metadata.lang for document in laid_out for _page in document.pages]
        for page in pages:
            # The same two headings for everybody would be no table of contents.
            page.bookmarks = []
        whole, kept = laid_out[0].copy(pages), []
        whole.metadata.title = title

        def keep(_document, pdf) -> None:
            kept.append(packed(pdf, languages, number))
            # It is kept: there is nothing left to write.
            del pdf.objects[3:]

        whole.write_pdf(io.BytesIO(), finisher=keep, pdf_variant=VARIANT)
        return kept[0]

    def _laid_out(self, html: str, colours: str, sheet: str, pictures: dict | None = None):
        """On one page, if there is a way."""
        sheets = self._sheets_of(sheet, colours)
        pictures = {} if pictures is None else pictures
        for fit in FITS:
            page = html.replace('data-fit="0"', f'data-fit="{fit}"', 1)
            source = self._parsed(page)
            document = source.render(
                font_config=self._fonts, stylesheets=sheets, pdf_variant=VARIANT, cache=pictures
            )
            if len(document.pages) == 1:
                break
        return document

    def _parsed(self, page: str):
        """As XML where it is that too, as our certificates are: reading HTML costs a twentieth of a page."""
        if page.startswith(XML_TOO):
            with suppress(ElementTree.ParseError):
                root = ElementTree.fromstring(page)  # noqa: S314 - it can declare no entities
                return self._tree(root, self._fetcher)
        return self._html(string=page, url_fetcher=self._fetcher)

    def _sheets_of(self, sheet: str, colours: str) -> list:
        """Parsed once for each partner, its colours in their places: a property that has to be looked up costs each
        box that has it.
        """
        if (sheet, colours) not in self._sheets:
            if len(self._sheets) > KEPT_COLOURS:
                self._sheets.clear()
            text = self._texts[sheet]
            for name, value in PROPERTY.findall(colours):
                text = text.replace(f"var({name})", value.strip())
            options = {"font_config": self._fonts, "url_fetcher": self._fetcher}
            self._sheets[sheet, colours] = [self._css(string=one, **options) for one in (colours, text)]
        return self._sheets[sheet, colours]


# A part of a PDF: all its objects as they would be written, with numbers of its own, until it is joined.


def packed(pdf, languages: list[str], number: int) -> bytes:
    """A part: what joining must know, as JSON in a line, then the objects. `languages`: of each page."""
    import pydyf  # noqa: PLC0415 - as the engine itself

    def at(reference: bytes):
        return pdf.objects[int(reference.split()[0])]

    root = at(pdf.catalog["StructTreeRoot"])
    document, parents = at(root["K"][0]), at(root["ParentTree"])
    # Room for pages and links enough, so that no two parts number the same.
    first = number * 10_000
    for one in pdf.objects:
        for key in ("StructParents", "StructParent"):
            if isinstance(one, dict) and key in one:
                one[key] += first
    of_page = dict(zip(pdf.page_references, languages, strict=True))
    for element in map(at, document["K"]):
        element["Lang"] = pydyf.String(of_page[element["Pg"]])
    document["S"] = "/Part"
    del document["P"]
    nums = parents["Nums"]
    nums[::2] = [index + first for index in nums[::2]]
    known = {
        "pages": pdf.pages.number,
        "count": pdf.pages["Count"],
        "document": document.number,
        "metadata": int(pdf.catalog["Metadata"].split()[0]),
        "nums": nums.data[1:-1].decode("ascii"),
    }
    left_out = {pdf.catalog.number, root.number, parents.number}
    bodies = [b"null" if one.number in left_out else one.data for one in pdf.objects[1:]]
    known["sizes"] = [len(body) for body in bodies]
    known["streams"] = [one.number for one in pdf.objects if isinstance(one, pydyf.Stream)]
    return json.dumps(known).encode() + b"\n" + b"".join(bodies)


def joined(parts: list[bytes], title: str, language: str) -> bytes:
    """One PDF/UA-1 of them, in their order; each part's pages and structure hang below one root."""
    import pydyf  # noqa: PLC0415

    pdf = pydyf.PDF()
    document = pydyf.Dictionary({"Type": "/StructElem", "S": "/Document", "K": pydyf.Array()})
    tree = pydyf.Dictionary({"Type": "/StructTreeRoot"})
    for structure in (document, tree):
        pdf.add_object(structure)
    document["P"], tree["K"] = tree.reference, pydyf.Array([document.reference])
    nums = [add_part(pdf, document, part) for part in parts]
    tree["ParentTree"] = pydyf.Dictionary({"Nums": b"[" + b" ".join(nums) + b"]"})
    pdf.catalog.update(
        {
            "StructTreeRoot": tree.reference,
            "Lang": pydyf.String(language),
            "MarkInfo": pydyf.Dictionary({"Marked": "true"}),
            "ViewerPreferences": pydyf.Dictionary({"DisplayDocTitle": "true"}),
        }
    )
    pdf.info["Title"] = pydyf.String(title)
    out = io.BytesIO()
    pdf.write(out, b"1.7", compress=True)
    return out.getvalue()


def add_part(pdf, document, part: bytes) -> bytes:
    """Adds its objects, its pages and, below the document's, its structure; returns what tells marks' owners."""
    import pydyf  # noqa: PLC0415

    class Written(pydyf.Object):
        """An object that comes as it is to be written."""

        data = b""
        compressible = True

    line, _newline, rest = part.partition(b"\n")
    known, base, start = json.loads(line), len(pdf.objects) - 1, 0
    above = {known["pages"]: (b"/Parent ", pdf.pages), known["document"]: (b"/P ", document)}
    for number, size in enumerate(known["sizes"], 1):
        one = Written()
        one.compressible = number not in known["streams"]
        one.data = renumbered(rest[start : start + size], base, not one.compressible)
        if number in above:
            key, parent = above[number]
            one.data = one.data.removesuffix(b">>") + key + parent.reference + b">>"
        pdf.add_object(one)
        start += size
    pdf.pages["Kids"].extend([base + known["pages"], 0, "R"])
    pdf.pages["Count"] += known["count"]
    document["K"].append(pdf.objects[base + known["document"]].reference)
    pdf.catalog.setdefault("Metadata", pdf.objects[base + known["metadata"]].reference)
    return renumbered(known["nums"].encode(), base, False)


def renumbered(data: bytes, base: int, is_stream: bool) -> bytes:
    """With `base` added to every object it names; the bytes of a stream itself are left as they are."""
    head, mark, body = data.partition(b"\nstream\n") if is_stream else (data, b"", b"")

    def moved(match: re.Match) -> bytes:
        return f"{int(match[1]) + base} 0 R".encode() if match[1] else match[0]

    return REFERENCE.sub(moved, head) + mark + body


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
            wish = json.loads(message)
            letter, body = getattr(engine, ({wish.pop("verb")} & VERBS).pop())(**wish)
        except MemoryError:
            write(answers, b"M", b"too much memory")
            return
        except Exception as error:
            # The kind only: its words may hold what was typed.
            letter, body = b"F", type(error).__name__.encode()
        write(answers, letter, body)
        drawn += len(wish.get("documents", "1"))
        if drawn >= DOCUMENTS_A_SWEEP:
            # After the answer: nobody waits for it.
            gc.collect()
            drawn = 0


if __name__ == "__main__":
    main()
