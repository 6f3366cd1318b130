"""The one child process of a task worker that draws PDFs; kept warm, and never trusted to end by itself."""

import atexit
import contextlib
import json
import os
import struct
import subprocess
import sys
import unicodedata
from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from threading import Lock, Timer

from .sheets import CERTIFICATE, sheets

FLAG = "CERTIFICATE_RENDER_CHILD"
ENGINE = Path(__file__).with_name("engine.py")
SECONDS = 30
DOCUMENTS = 300
LARGEST_ANSWER = 50_000_000
# What finding fonts needs; nothing secret is handed on.
KEPT_ENVIRONMENT = (
    "PATH",
    "HOME",
    "LANG",
    "LC_ALL",
    "TMPDIR",
    "FONTCONFIG_FILE",
    "FONTCONFIG_PATH",
    "XDG_CACHE_HOME",
)


class RenderError(Exception):
    """The document could not be drawn; says why in a few words, none of them the document's own."""


class MissingGlyphError(RenderError):
    """No font has a sign for `points`. Its words name their script and block only: in a log they would be a name."""

    def __init__(self, points: list[str]) -> None:
        super().__init__("missing glyph, " + ", ".join(sorted({_block_of(point) for point in points})[:5]))
        self.points = points


def _block_of(point: str) -> str:
    """What whoever looks for a font has to know: "CJK U+67xx"."""
    script = unicodedata.name(chr(int(point, 16)), "").partition(" ")[0]
    return f"{script} U+{point[:-2]}xx".strip()


@dataclass(frozen=True)
class Document:
    """`colours` is a small stylesheet of custom properties: one for each partner, so it is kept parsed.

    `sheet` names the stylesheet that makes it a certificate or a poster.
    """

    html: str
    colours: str
    sheet: str = CERTIFICATE


@dataclass(frozen=True)
class Part:
    """`held`: which of its documents are not in it, because a letter of them has no sign. Empty where none is."""

    data: bytes
    held: tuple[int, ...]


class RenderChild:
    """Started at the first document, renewed after 300, ended and begun anew when it fails or takes too long."""

    def __init__(
        self, sheets: Mapping[str, str], *, seconds: float = SECONDS, documents: int = DOCUMENTS
    ) -> None:
        self._sheets = dict(sheets)
        self._seconds = seconds
        self._documents = documents
        self._process: subprocess.Popen | None = None
        self._drawn = 0
        self._lock = Lock()

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process else None

    def render(self, document: Document) -> bytes:
        """The PDF. Raises MissingGlyphError, or RenderError for all else; the next document is not harmed."""
        return self._ask("P", verb="draw", **asdict(document))

    def render_part(self, documents: Sequence[Document], *, title: str, number: int) -> Part:
        """Several documents as one part, to be joined; `number` is of no other part. Raises RenderError.

        The limits of time are those of one document: a part of ten takes a second.
        """
        wishes = [asdict(document) for document in documents]
        line, _newline, data = self._ask(
            "K", len(wishes), verb="part", documents=wishes, title=title, number=number
        ).partition(b"\n")
        return Part(data, tuple(json.loads(line)))

    def join(self, parts: Sequence[bytes], *, title: str, language: str) -> bytes:
        """One PDF/UA-1 of what render_part gave, in this order. Raises RenderError."""
        texts = [b64encode(part).decode() for part in parts]
        return self._ask("P", 0, verb="join", parts=texts, title=title, language=language)

    def _ask(self, expected: str, drawn: int = 1, **wish) -> bytes:
        message = json.dumps(wish).encode()
        with self._lock:
            if self._process is None or self._drawn >= self._documents or self._process.poll() is not None:
                self._start()
            letter, body = self._exchange(message, self._seconds)
            self._drawn += drawn
            if letter == b"M":
                # It is about to end; the next document must not meet it while it does.
                self.close()
        if letter == b"G":
            raise MissingGlyphError(body.decode().split(","))
        if letter != expected.encode():
            raise RenderError(body.decode(errors="replace"))
        return body

    def close(self) -> None:
        """Ends the process, which ends by itself once its input does."""
        process, self._process = self._process, None
        if process is None:
            return
        with contextlib.suppress(OSError):
            process.stdin.close()
        try:
            process.wait(timeout=2)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        process.stdout.close()

    def _start(self) -> None:
        self.close()
        environment = {name: os.environ[name] for name in KEPT_ENVIRONMENT if name in os.environ}
        self._process = subprocess.Popen(  # noqa: S603 - a program of ours, with no argument from outside
            [sys.executable, "-I", str(ENGINE)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**environment, FLAG: "1"},
        )
        self._drawn = 0
        # A machine with much to do takes its time to load the engine; that is no document's fault.
        letter, body = self._exchange(json.dumps(self._sheets).encode(), max(SECONDS, self._seconds))
        if letter != b"R":
            self.close()
            raise RenderError(f"the PDF engine did not start: {body.decode(errors='replace')}")

    def _exchange(self, message: bytes, seconds: float) -> tuple[bytes, bytes]:
        process = self._process
        # Reading and writing may both hang; its end makes either fail.
        watchdog = Timer(seconds, process.kill)
        watchdog.start()
        try:
            process.stdin.write(struct.pack(">I", len(message)) + message)
            process.stdin.flush()
            answer = self._read(process.stdout)
        except OSError:
            answer = b""
        finally:
            was_slow = not watchdog.is_alive()
            watchdog.cancel()
            watchdog.join()
        if not answer:
            self.close()
            raise RenderError("took too long" if was_slow else "the PDF engine stopped")
        return answer[:1], answer[1:]

    @staticmethod
    def _read(stream) -> bytes:
        head = stream.read(4)
        if len(head) < 4:
            return b""
        length = struct.unpack(">I", head)[0]
        body = stream.read(length) if 0 < length <= LARGEST_ANSWER else b""
        return body if len(body) == length else b""


_child: RenderChild | None = None


def the_child() -> RenderChild:
    """The one of this process, for everything that is printed."""
    global _child
    if _child is None:
        _child = RenderChild(sheets())
        atexit.register(_child.close)
    return _child
