"""The measure for a certificate: `weasyprint.HTML(string=…).write_pdf()`, called as its first page of documentation
does, again and again in one warm process. Speaks as certificates.pdf.engine does: a length, then that many bytes.
"""

import struct
import sys

from weasyprint import HTML


def main() -> None:
    source, answers = sys.stdin.buffer, sys.stdout.buffer
    while head := source.read(4):
        html = source.read(struct.unpack(">I", head)[0]).decode()
        data = HTML(string=html).write_pdf()
        answers.write(struct.pack(">I", len(data)) + data)
        answers.flush()


if __name__ == "__main__":
    main()
