"""Files that are no logo, whatever they are called."""

import struct
import zlib
from io import BytesIO

from PIL import Image, PngImagePlugin

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="80" height="80"><script>alert(1)</script></svg>'
PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog/OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj\n%%EOF"
HTML = b"<!doctype html><script>alert(1)</script>"
EPS = b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 80 80\n(/etc/passwd) (r) file\n"


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png_of(width: int, height: int) -> bytes:
    """A PNG whose head promises this size; what follows would be unpacked only by somebody careless."""
    head = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    body = zlib.compress(b"\0" * 1_000)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", body) + _chunk(b"IEND", b"")


def drawn(
    kind: str, size: tuple[int, int] = (120, 60), mode: str = "RGB", colour="#5b1d57", **options
) -> bytes:
    out = BytesIO()
    Image.new(mode, size, colour).save(out, kind, **options)
    return out.getvalue()


def with_secrets() -> bytes:
    """A JPEG that says where it was taken and by whom, turned on its side, with a script behind its end."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "SECRET-CAMERA"
    exif.get_ifd(0x8825)[1] = "N"
    return drawn("JPEG", exif=exif, comment=b"SECRET-COMMENT") + b"<script>SECRET-TAIL</script>"


def png_with_text() -> bytes:
    words = PngImagePlugin.PngInfo()
    words.add_text("Author", "SECRET-AUTHOR")
    return drawn("PNG", mode="RGBA", pnginfo=words)
