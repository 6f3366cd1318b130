"""What a completion makes available: every fact but the name, once, and for good."""

import threading
import time
from datetime import UTC, datetime
from io import BytesIO
from random import Random
from urllib.parse import quote

import pytest
from django.core.files.images import ImageFile
from django.db import connection, models, transaction
from django.test import Client
from PIL import Image

from certificates.domain import make_available
from certificates.domain.artwork import copy_artwork
from certificates.domain.facts import facts_hash
from certificates.models import Artwork, AvailableCertificate, Certificate, CertificatePdf
from pages.domain import reading
from pages.models import SiteImage
from partners.domain import public_content_changed
from partners.models import Brand
from partners.queries import brand_of
from partners.scoping import Exemption, past_the_doors
from tests.certificates.factory import complete, make_partner, send
from tests.factories.pictures import hanging, readers
from tests.factories.sql import counting


def send_and_undo(done) -> None:
    """A completion whose transaction does not hold."""
    with transaction.atomic():
        send(done)
        transaction.set_rollback(True)


def test_completing_copies_every_fact_but_the_name(done):
    facts = done.available.facts

    assert facts == {
        "course_title": "Small signs, strong support",
        "neutral_title": "Course 1",
        "edition": done.outline.fingerprint,
        "outcomes": ["say what helps young people stay safe", "choose one small step"],
        "certificate_line": "Noticing and supporting",
        "minutes": 60,
        "cpd": {"accreditor": "", "reference": ""},
        "completed_on": "2026-03-14",
        "issuer": {"name": "Alder Homes", "short_name": "Alder", "slug": "alder"},
        "brand": {
            "monogram": "AL",
            "brand_colour": "#7c3a70",
            "accent_colour": "#f8ecf6",
            "logo": "",
            "logo_alt": "Alder Homes",
        },
        "signatory": {"name": "", "role": "Course team", "signature": ""},
        "co_brand_line": "With the programme",
        "programme": facts["programme"],
        "wording": facts["wording"],
        "language": "en-gb",
    }
    assert facts["programme"]["issuer"]["name"] == "Programme Homes"
    assert facts["wording"]["kind"] == "Certificate of completion"
    assert "identity not checked" in facts["wording"]["lines"][0]


def test_available_row_carries_whose_it_is_and_where(done):
    available = done.available

    assert available.public_id == done.completion.public_id
    assert available.learner_id == done.learner.pk
    assert available.partner_id == done.completion.partner_id
    assert available.course_key == done.completion.course_key
    assert available.edition_id == done.completion.edition_id


def test_hash_is_over_the_facts_whatever_their_order(done):
    available = done.available

    assert facts_hash(dict(reversed(available.facts.items()))) == available.facts_hash
    assert facts_hash({**available.facts, "minutes": 61}) != available.facts_hash
    assert len(available.facts_hash) == 64


def test_making_available_is_one_insert(alder):
    first = complete(alder)
    second = complete(alder, sends=False)

    with transaction.atomic(), counting() as found:
        send(second)

    assert first.available
    # The version of what is in memory is read once per request; here there is none.
    assert [sql.split()[0] for sql in found.queries if "contentversion" not in sql] == ["INSERT"]


def test_making_available_twice_is_once_and_the_first_stays(done):
    send(done, title="Renamed")

    with past_the_doors(Exemption.ERASURE):
        assert AvailableCertificate.objects.count() == 1
    assert done.available.facts["course_title"] == "Small signs, strong support"


def test_an_undone_completion_makes_nothing_available(alder):
    done = complete(alder, sends=False)

    send_and_undo(done)

    with past_the_doors(Exemption.ERASURE):
        assert not AvailableCertificate.objects.exists()


@pytest.mark.parametrize(
    ("at", "day"),
    [
        (datetime(2026, 7, 1, 23, 30, tzinfo=UTC), "2026-07-02"),
        (datetime(2026, 12, 31, 23, 59, tzinfo=UTC), "2026-12-31"),
        (datetime(2026, 6, 30, 22, 59, tzinfo=UTC), "2026-06-30"),
    ],
)
def test_the_day_is_that_of_london(alder, at, day):
    assert complete(alder, at=at).available.facts["completed_on"] == day


def test_facts_stay_when_everything_they_were_taken_from_changes(done, alder):
    before = done.available.facts

    Brand.objects.filter(partner=alder).update(monogram="ZZ", brand_colour="#000000", co_brand_line="Other")
    alder.name = "Renamed Homes"
    alder.save()
    public_content_changed()

    assert done.available.facts == before


def test_nothing_of_a_certificate_hangs_on_what_may_be_deleted():
    relations = [
        field
        for model in (AvailableCertificate, Certificate, CertificatePdf)
        for field in model._meta.concrete_fields
        if field.remote_field
    ]

    assert relations
    assert {field.remote_field.on_delete for field in relations} == {models.PROTECT}
    assert {field.related_model._meta.app_label for field in relations} == {
        "certificates",
        "courses",
        "learning",
        "partners",
    }


# Logos and signatures -------------------------------------------------------------------------------


def picture(size=(900, 300), colour="#1f5f5b") -> SiteImage:
    return picture_of(Image.new("RGB", size, colour))


def picture_of(drawn: Image.Image) -> SiteImage:
    file = BytesIO()
    drawn.save(file, "PNG")
    file.seek(0)
    image = SiteImage(title="Logo", file=ImageFile(file, name="logo.png"))
    image.save()
    return image


@pytest.fixture
def birch(db):
    image = picture()
    return make_partner(
        "birch", logo=image, signature=image, logo_alt="Birch, a tree", signatory_name="B. Irch"
    )


def test_logo_and_signature_are_copied_by_content(birch):
    facts = complete(birch).available.facts

    artwork = Artwork.objects.get()
    assert facts["brand"]["logo"] == facts["signatory"]["signature"] == artwork.sha256
    assert facts["brand"]["logo_alt"] == "Birch, a tree"
    assert Image.open(BytesIO(bytes(artwork.data))).size == (540, 180)


def test_pages_show_both_and_the_paper_no_other(birch, private):
    done = complete(birch)
    certificate = done.issue()
    own = done.phone.get(f"/certificate/{certificate.public_id}/")
    check = Client().get(own.context["here"]["check_url"])
    address = f"/check/pictures/{Artwork.objects.get().sha256}.png"

    for page in (own, check):
        html = page.content.decode()
        assert f'<img class="logo" src="{address}" alt="Birch, a tree">' in html
        assert f'<img class="certificate__signature" src="{address}" alt="Signature">' in html

    picture = Client().get(address)
    assert picture["Content-Type"] == "image/png"
    assert picture.content == bytes(Artwork.objects.get().data)
    assert "immutable" in picture["Cache-Control"]
    assert not picture.cookies


@pytest.mark.parametrize("name", ["0" * 64, "0" * 63, "0" * 63 + "\0", "F" * 64, "x"])
def test_a_name_of_no_picture_is_a_page_that_is_not_there(db, name):
    assert Client().get(f"/check/pictures/{quote(name)}.png").status_code == 404


def test_copy_stays_when_the_image_goes(birch):
    complete(birch)

    for image in SiteImage.objects.all():
        image.file.delete(save=False)
        image.delete()

    assert Artwork.objects.count() == 1
    assert bytes(Artwork.objects.get().data).startswith(b"\x89PNG")


def test_a_picture_that_is_all_dots_is_copied_smaller(db):
    """As a photo of a signature on rough paper is: two of them and a long name stay below 200 kB."""
    dots = Image.frombytes("RGB", (450, 200), Random(1).randbytes(450 * 200 * 3))

    copy_artwork(image_id=picture_of(dots).pk)

    data = bytes(Artwork.objects.get().data)
    assert 20_000 < len(data) <= 30_000
    assert Image.open(BytesIO(data)).width < 450


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_artwork_costs_no_sql_once_it_is_stored_for_good(birch):
    with transaction.atomic():
        complete(birch)
    second = complete(birch, sends=False)

    with transaction.atomic(), counting() as found:
        send(second)

    assert [sql for sql in found.queries if "artwork" in sql or "siteimage" in sql] == []
    assert second.available.facts["brand"]["logo"] == Artwork.objects.get().sha256


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_artwork_of_an_undone_completion_is_not_remembered(birch):
    done = complete(birch, sends=False)
    send_and_undo(done)
    assert not Artwork.objects.exists()

    with transaction.atomic():
        send(done)

    assert Artwork.objects.get().sha256 == done.available.facts["brand"]["logo"]


def test_a_picture_that_was_away_for_a_moment_is_on_the_next_certificate(
    birch, monkeypatch, django_capture_on_commit_callbacks
):
    def away(_image):
        raise OSError(5, "away")

    with monkeypatch.context() as patched, django_capture_on_commit_callbacks(execute=True):
        patched.setattr(SiteImage, "open_file", away)
        assert complete(birch).available.facts["brand"]["logo"] == ""

    assert complete(birch).available.facts["brand"]["logo"] == Artwork.objects.get().sha256


def test_a_picture_that_is_gone_or_broken_stops_nobody(birch, caplog):
    SiteImage.objects.get().file.storage.delete(SiteImage.objects.get().file.name)

    done = complete(birch)

    assert done.available.facts["brand"]["logo"] == ""
    assert "could not be copied" in caplog.text


def test_make_available_can_be_called_as_a_verb(alder):
    done = complete(alder, sends=False)

    make_available(completion=done.completion, outline=done.outline, language="en-gb")

    assert done.available.facts["minutes"] == 60


def test_storage_that_hangs_holds_one_completion_up_for_a_moment_and_no_other(birch, monkeypatch, caplog):
    # Pages have drawn the logo small long ago.
    brand_of(partner_id=birch.pk)
    asked, open_file = [], SiteImage.open_file

    def opened(image):
        asked.append((threading.current_thread().daemon, connection.connection))
        return open_file(image)

    with monkeypatch.context() as patched, hanging(SiteImage.objects.get()):
        patched.setattr(SiteImage, "open_file", opened)
        patched.setattr(reading, "SECONDS", 0.2)
        began = time.monotonic()
        # Logo and signature: one is waited for.
        first = complete(birch)
        patched.setattr(reading, "SECONDS", 60)
        others = [complete(birch) for _person in range(3)]

        assert time.monotonic() - began < 10
        # One thread in all, which has no connection of its own and does not keep a process from ending.
        assert (len(readers()), asked) == (1, [(True, None)])
    for done in (first, *others):
        facts = done.available.facts
        assert (facts["brand"]["logo"], facts["signatory"]["signature"]) == ("", "")
    assert caplog.text.count("could not be copied for certificates") == 8

    assert readers() == []
    assert complete(birch).available.facts["brand"]["logo"] == Artwork.objects.get().sha256
