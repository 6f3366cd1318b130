"""Sixty inputs that nobody hopes for: names, codes and files. Each gets a clear answer, nothing is lost, no error."""

import logging
import resource
import socket
from io import BytesIO

import pytest
from django.core.files.images import ImageFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from certificates import pdf
from certificates.domain import codes, retry_held_pdfs
from certificates.pdf import child as pdf_child
from certificates.pdf.page import document_of
from certificates.queries import stored_bytes
from certificates.tasks import remove_certificate_files, render_certificate
from certificates.views import limits
from pages.models import SiteImage
from partners.domain import public_content_changed
from partners.models import Brand
from partners.scoping import Exemption, past_the_doors
from tests.certificates.factory import complete, file_of, name_address
from tests.factories.pictures import picture_file
from tests.factories.walking import have_it_printed

REFUSED_NAMES = {
    "nothing": "",
    "spaces": "   ",
    "no-break spaces": "\u00a0\u2003\u3000",
    "joiners alone": "\u200d\u200c",
    "marks alone": "\u0301\u0302",
    "emoji alone": "😀👍🏽",
    "dashes alone": "---",
    "5,000 letters": "x" * 5000,
    "121 letters": "x" * 121,
    "5,000 marks": "a" + "\u0301" * 5000,
    "null": "A\x00b",
    "bell": "A\x07b",
    "escape": "A\x1b[31mb",
    "delete": "A\x7fb",
    "next line": "A\x85b",
    "line separator": "A\u2028b",
    "override": "Amina \u202egnp.exe",
    "embedding": "\u202bAmina\u202c",
    "isolate": "\u2066Amina\u2069",
    "mark of direction": "\u200fAmina\u061c",
    "byte order mark": "\ufeffAmina",
    "surrogate": "A\ud800b".encode("utf-8", "surrogatepass"),
    "not UTF-8": b"Am\xedna \xff\xfe",
    "private use": "A\ue000b",
    "no character": "A\uffffb",
}
KEPT_NAMES = {
    "markup": '<script>alert(1)</script><b a="x">Bo</b>',
    "template": "{{ settings.SECRET_KEY }} {% load x %}",
    "SQL": "Robert'); DROP TABLE certificates;--",
    "path": "../../etc/passwd",
    "address": '<img src="http://127.0.0.1:9/x.png">',
    "joiners among letters": "زهرا احمدی‌پور",
    "letters of two directions": "Amina أمينة 7",
    "120 letters": "W" * 120,
    "quotation marks": "O'\"Brien & <sons>",
}
CODES = {
    "nothing": "",
    "one letter": "B",
    "34 letters": "B" * 34,
    "36 letters": "B" * 36,
    "299 letters": "B" * 299,
    "5,000 letters": "B" * 5000,
    "null": "BC\x00DF",
    "override": "\u202eBCDF",
    "emoji": "🦉" * 7,
    "digits of another script": "٠١٢٣٤" * 7,
    "wide digits": "01234" * 7,
    "superscripts": "¹²³⁴⁵" * 7,
    "roman numerals": "ⅧⅨⅩⅪⅫ" * 7,
    "markup": "<svg onload=alert(1)>",
    "SQL": "' OR 1=1 --",
    "path": "..%2f..%2fetc",
    "address": "https://elsewhere.example/check/" * 3,
    "lines": "BCDFG\nHJKMN\r\n" * 4,
    "letters that grow": "ßﬁŉ" * 12,
}
FILES = {
    "empty": lambda data: b"",
    "not a PDF": lambda data: b"GIF89a" + b"\0" * 2000,
    "one bit": lambda data: data[:3000] + bytes([data[3000] ^ 1]) + data[3001:],
    "first byte": lambda data: b"!" + data[1:],
    "cut off": lambda data: data[:-1],
    "added to": lambda data: data + b"\n",
    "another version": lambda data: data.replace(b"%PDF-1.", b"%PDF-2.", 1),
}


@pytest.fixture(autouse=True)
def _private(private):
    """No test of these writes anywhere else."""


@pytest.fixture
def certificate(done):
    issued = done.issue()
    render_certificate.call(file_of(issued).pk)
    return issued


def test_there_are_sixty():
    assert len(REFUSED_NAMES) + len(KEPT_NAMES) + len(CODES) + len(FILES) >= 60


@pytest.mark.parametrize("name", REFUSED_NAMES.values(), ids=REFUSED_NAMES)
def test_names_that_cannot_be_are_met_beside_the_field(done, name):
    for act in ("name", "issue"):
        answer = post_name(done, act, name)

        assert answer.status_code == 200
        assert [row["field_id"] for row in answer.context["errors"]] == ["id_name"]
        assert done.certificates() == []
    # Nothing is lost: the next is taken.
    assert have_it_printed(done.phone, name_address(done), name="Amina Ali").status_code == 302


def post_name(done, act: str, name: str | bytes):
    from urllib.parse import quote_from_bytes  # noqa: PLC0415 - only here

    sent = name if isinstance(name, bytes) else name.encode()
    return done.phone.post(
        f"/certificate/{done.completion.public_id}/{act}/",
        f"name={quote_from_bytes(sent)}",
        content_type="application/x-www-form-urlencoded",
    )


@pytest.mark.parametrize("name", KEPT_NAMES.values(), ids=KEPT_NAMES)
def test_odd_names_are_text_wherever_they_stand(done, name, child):
    assert have_it_printed(done.phone, name_address(done), name=name).status_code == 302
    issued = done.certificates()[0]
    shown = done.phone.get(f"/certificate/{issued.public_id}/").content.decode()
    checked = Client().get(f"/check/{codes.printed(issued.code)}/").content.decode()

    assert issued.name == name
    for html in (shown, checked):
        assert "<script>alert" not in html
        assert "<img src=" not in html.replace('<img src="/', "")
    assert child.render(document_of(issued)).startswith(b"%PDF")


@pytest.fixture(scope="module")
def child():
    found = pdf.RenderChild(pdf.sheets(), documents=1_000)
    yield found
    found.close()


@pytest.mark.parametrize("code", CODES.values(), ids=CODES)
def test_codes_that_are_none_are_met_kindly(programme, code):
    typed = Client().post("/check/", {"code": code})
    asked = Client().get("/check/" + "".join(f"%{byte:02X}" for byte in code.encode()) + "/")

    assert typed.status_code == 200
    assert typed.context["errors"][0]["message"]
    assert typed.context["form"]["code"].value() == code
    assert asked.status_code == 404


def test_codes_of_every_length(programme, certificate):
    printed = codes.printed(certificate.code)
    for length in range(1, len(printed)):
        answer = Client().get(f"/check/{printed[:length]}/")

        assert (answer.status_code, "Amina" in answer.content.decode()) == (404, False)
    assert Client().get(f"/check/{printed}/").status_code == 200


@pytest.mark.parametrize("changed", FILES.values(), ids=FILES)
def test_files_that_are_not_the_one(certificate, changed):
    data = changed(stored_bytes(file_of(certificate)))
    answer = Client().post(
        f"/check/{codes.printed(certificate.code)}/file/", {"file": SimpleUploadedFile("x.pdf", data)}
    )

    assert (answer.status_code, answer.context["here"]["file_result"]) == (200, "other")
    assert "Amina Ali" in answer.content.decode()


class Streamed:
    """A form with a file of 100 MB, never whole in memory."""

    SIZE = 100_000_000
    HEAD = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n'
    TAIL = b"\r\n--x--\r\n"

    def __init__(self) -> None:
        self._rest = [BytesIO(self.HEAD), self.SIZE, BytesIO(self.TAIL)]
        self.length = len(self.HEAD) + self.SIZE + len(self.TAIL)

    def read(self, size: int = 65_536) -> bytes:
        if found := self._rest[0].read(size):
            return found
        given = min(size if size >= 0 else self._rest[1], self._rest[1])
        self._rest[1] -= given
        return b"\0" * given if given else self._rest[2].read(size)

    readline = read


def test_a_hundred_megabytes_are_read_past_and_kept_nowhere(certificate, tmp_path):
    body, before = Streamed(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    answer = Client().request(
        **{
            "REQUEST_METHOD": "POST",
            "PATH_INFO": f"/check/{codes.printed(certificate.code)}/file/",
            "CONTENT_TYPE": "multipart/form-data; boundary=x",
            "CONTENT_LENGTH": str(body.length),
            "wsgi.input": body,
        }
    )

    assert answer.context["here"]["file_result"] == "other"
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 30_000


def test_ten_thousand_fields_are_refused_and_nothing_is_lost(done):
    answer = done.phone.post(
        f"/certificate/{done.completion.public_id}/issue/",
        {"name": "Amina", **{f"f{number}": "" for number in range(10_001)}},
    )

    assert answer.status_code == 400
    assert done.certificates() == []


# What the paper needs -------------------------------------------------------------------------------


@pytest.mark.parametrize("gone", ["before the course is completed", "before it is drawn"])
def test_a_brand_image_that_is_gone_holds_nothing_up(alder, gone):
    logo = SiteImage(title="Logo", file=ImageFile(picture_file((300, 120)), name="logo.webp"))
    logo.save()
    Brand.objects.filter(partner=alder).update(logo=logo, signature=logo)
    public_content_changed()
    if gone.startswith("before the course"):
        logo.file.storage.delete(logo.file.name)
    done = complete(alder)
    logo.file.storage.delete(logo.file.name)
    SiteImage.objects.get(pk=logo.pk).delete()
    public_content_changed()
    file = file_of(done.issue())

    render_certificate.call(file.pk)

    file.refresh_from_db()
    assert stored_bytes(file).startswith(b"%PDF")


def test_a_font_that_is_missing_is_told_and_made_good(done, monkeypatch, tmp_path, caplog):
    config = tmp_path / "fonts.conf"
    config.write_text(
        f"<fontconfig><dir>/usr/share/fonts/truetype/dejavu</dir><cachedir>{tmp_path}</cachedir></fontconfig>"
    )
    file = file_of(done.issue("মোহাম্মদ আব্দুল্লাহ"))
    with monkeypatch.context() as patch:
        patch.setenv("FONTCONFIG_FILE", str(config))
        poor = pdf.RenderChild(pdf.sheets())
        patch.setattr(pdf_child, "_child", poor)
        render_certificate.call(file.pk)
        poor.close()
    shown = done.phone.get(f"/certificate/{file.certificate.public_id}/", follow=True)

    file.refresh_from_db()
    assert (file.made_at, file.is_unprintable) == (None, True)
    assert "Is a font missing here?" in caplog.text
    assert shown.context["errors"][0]["message"]
    assert shown.context["form"]["name"].value() == file.certificate.name

    with past_the_doors(Exemption.CERTIFICATE_PDF):
        assert retry_held_pdfs() == 1
    render_certificate.call(file.pk)
    file.refresh_from_db()
    assert stored_bytes(file).startswith(b"%PDF")


def test_renderer_asks_nobody_whatever_a_certificate_states(certificate, child):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.2)
        place = f"http://127.0.0.1:{listener.getsockname()[1]}/x"
        hostile = (
            f'"><img src="{place}"><style>@import url({place});</style><link rel=stylesheet href={place}>'
        )
        facts = certificate.facts
        facts |= {
            "course_title": hostile,
            "certificate_line": hostile,
            "outcomes": [hostile],
            "co_brand_line": hostile,
            "wording": {"kind": hostile, "lines": [hostile]},
            "issuer": {"name": hostile, "short_name": hostile, "slug": "x"},
            "signatory": {"name": hostile, "role": hostile, "signature": place},
            "cpd": {"accreditor": hostile, "reference": hostile},
        }
        facts["brand"] |= {
            "brand_colour": f"url({place})",
            "accent_colour": f"red; background: url({place})",
            "logo": place,
            "logo_alt": hostile,
            "monogram": hostile,
        }
        certificate.name = hostile
        assert child.render(document_of(certificate)).startswith(b"%PDF")
        with pytest.raises(TimeoutError):
            listener.accept()


# Names and codes where nobody should read them ------------------------------------------------------


def test_no_name_old_or_new_stands_on_the_check_of_what_is_replaced_or_removed(done, certificate):
    newer = done.correct(certificate, "Zora Neale")
    old, new = codes.printed(certificate.code), codes.printed(newer.code)
    expect_nameless(old)

    done.remove(newer)
    remove_certificate_files.call()

    expect_nameless(old)
    expect_nameless(new)


def expect_nameless(printed: str) -> None:
    anybody, address = Client(), f"/check/{printed}/"
    file = SimpleUploadedFile("x.pdf", b"%PDF-1.7")
    for answer in (
        anybody.get(address),
        anybody.get(address, headers={"accept-language": "cy"}),
        anybody.post("/check/", {"code": printed}, follow=True),
        anybody.post(f"{address}file/", {"file": file}, follow=True),
    ):
        # All there is: what is printed is the same page.
        said = f"{answer.content.decode()} {answer.headers} {answer.cookies} {answer.context['here']}".lower()
        for word in ("amina", "ali<", "zora", "neale", "a. a.", "z. n.", "small signs", "/certificate/"):
            assert word not in said


def test_a_code_stands_with_its_certificate_and_nowhere_else(
    done, queued, caplog, monkeypatch, django_capture_on_commit_callbacks
):
    caplog.set_level(logging.DEBUG)
    monkeypatch.setattr(limits, "MISSES_OF_ONE_ADDRESS", 1)
    with django_capture_on_commit_callbacks(execute=True):
        asked = have_it_printed(done.phone, name_address(done), name="Amina Ali")
    issued = done.certificates()[0]
    render_certificate.call(file_of(issued).pk)
    printed, nobodys = codes.printed(issued.code), codes.printed(codes.new_code())
    page = done.phone.get(asked["Location"])
    anybody = Client()
    shown = [anybody.get(f"/check/{code}/") for code in (printed, nobodys, nobodys, printed[:-1])]
    shown.append(anybody.post("/check/", {"code": printed}))
    shown.append(anybody.post(f"/check/{printed}/file/", {"file": SimpleUploadedFile("x.pdf", b"x")}))

    assert [answer.status_code for answer in shown] == [200, 404, 429, 404, 302, 200]
    # The code's own address is not handed on, and where its link stands the address holds none.
    assert {answer["Referrer-Policy"] for answer in shown} == {"strict-origin"}
    assert printed not in page.request["PATH_INFO"]
    assert queued() == [file_of(issued).pk]
    for word in (issued.code, printed, nobodys, nobodys.replace("-", "")):
        assert word not in caplog.text
    assert tables_that_hold(issued.code, printed) == {"certificates_certificate"}


def tables_that_hold(*words: str) -> set[str]:
    found = set()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - our own tables
            text = str(cursor.fetchall())
            found |= {table for word in words if word in text}
    return found
