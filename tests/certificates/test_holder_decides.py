"""What a holder decides later: another name, who sees it, and that it goes."""

from hashlib import sha256
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import storages

from certificates.domain import (
    Choices,
    NoMoreCorrections,
    NotInUse,
    codes,
    correct_certificate,
    keeping,
)
from certificates.domain.locking import lock_available
from certificates.enums import Standing
from certificates.models import Certificate
from certificates.queries import initials
from certificates.tasks import remove_certificate_files, render_certificate, sweep
from tests.certificates.factory import change, complete, file_of, name_address, reload
from tests.factories.walking import have_it_printed, look_at_name


@pytest.fixture(autouse=True)
def _private(private):
    """No test of these writes anywhere else."""


@pytest.fixture
def certificate(done) -> Certificate:
    """Issued, with its file."""
    issued = done.issue()
    render_certificate.call(file_of(issued).pk)
    return issued


def path_of(certificate: Certificate) -> Path:
    return Path(storages["private"].path(file_of(certificate).file_name))


def checked(client, printed: str):
    return client.get(f"/check/{printed}/")


# Another name ---------------------------------------------------------------------------------------


def test_a_newer_one_takes_the_place_of_the_old(client, done, certificate):
    newer = done.correct(certificate, "Amina Noor Ali")

    reload(certificate)
    assert newer.name == "Amina Noor Ali"
    assert newer.code != certificate.code
    assert certificate.standing is Standing.REPLACED
    assert certificate.replaced_by_id == newer.pk
    answer = checked(client, codes.printed(certificate.code))
    assert answer.context["here"]["status"] == "replaced"
    assert "Noor Ali" not in answer.content.decode()
    assert codes.printed(newer.code) not in answer.content.decode()


def test_sent_twice_it_is_made_once_and_no_change_makes_nothing(done, certificate):
    assert done.correct(certificate, "Amina Ali") == certificate

    newer = done.correct(certificate, "Zoe Larch", key="once")

    assert done.correct(certificate, "Zoe Larch", key="once") == newer
    assert len(done.certificates()) == 2


def test_three_times_and_not_a_fourth(done, certificate):
    current = certificate
    for number in range(3):
        current = done.correct(current, f"Amina {number}", key=f"k{number}")

    with pytest.raises(NoMoreCorrections):
        done.correct(current, "Amina again", key="k4")

    assert current.standing is Standing.VALID


def test_a_name_that_could_not_be_printed_does_not_count(done, certificate):
    change(
        file_of(certificate), made_at=None, failed_at=certificate.issued_at, failure="missing glyph U+1F600"
    )
    current = done.issue("Amina", key="typed another way")
    for number in range(3):
        current = done.correct(current, f"Amina {number}", key=f"k{number}")

    assert current.name == "Amina 2"


def test_nor_does_it_once_the_older_ones_are_deleted(done, certificate):
    change(
        file_of(certificate), made_at=None, failed_at=certificate.issued_at, failure="missing glyph U+1F600"
    )
    newer = done.issue("Amina", key="typed another way")

    done.phone.post(f"/certificate/{newer.public_id}/old/")

    assert file_of(certificate).failure == "missing glyph"
    assert done.phone.get(f"/certificate/{newer.public_id}/correct/").context["here"]["left"] == 3


@pytest.mark.parametrize("field", ["revoked_at", "replaced_at"])
def test_what_does_not_stand_is_not_corrected(done, certificate, field):
    change(certificate, **{field: certificate.issued_at})

    with pytest.raises(NotInUse):
        done.correct(certificate, "Zoe Larch")


def test_a_bad_name_changes_nothing(done, certificate):
    with pytest.raises(ValidationError):
        done.correct(certificate, " ")

    assert len(done.certificates()) == 1


def test_somebody_elses_cannot_be_corrected(alder, certificate):
    with pytest.raises(Certificate.DoesNotExist):
        complete(alder).correct(certificate, "Zoe Larch")


def test_by_form_it_is_seen_before_it_is_made(done, certificate, django_capture_on_commit_callbacks, queued):
    address = f"/certificate/{certificate.public_id}/correct/"
    assert 'value="Amina Ali"' in done.phone.get(address).content.decode()

    action, fields = look_at_name(done.phone, address, name="Zoe Larch")
    assert len(done.certificates()) == 1
    with django_capture_on_commit_callbacks(execute=True):
        first = done.phone.post(action, fields)
        again = done.phone.post(action, fields)

    newer = done.certificates()[1]
    assert newer.name == "Zoe Larch"
    assert first.url == again.url == f"/certificate/{newer.public_id}/"
    assert len(done.certificates()) == 2
    assert set(queued()) == {file_of(newer).pk}
    assert done.phone.get(address).status_code == 404


def test_the_fourth_is_refused_kindly(done, certificate):
    for number in range(3):
        certificate = done.correct(certificate, f"Amina {number}", key=f"k{number}")
    address = f"/certificate/{certificate.public_id}/correct/"

    for answer in (
        done.phone.get(address),
        done.phone.post(address.replace("correct", "replace"), {"name": "Zoe Larch"}),
    ):
        assert answer.status_code == 409
        assert "made anew three times" in answer.content.decode()
    assert "Change the name" not in done.phone.get(f"/certificate/{certificate.public_id}/").content.decode()


def test_older_ones_lose_name_and_file_where_their_holder_wants_it(client, done, certificate):
    path = path_of(certificate)
    newer = done.correct(certificate, "Zoe Larch")
    page = f"/certificate/{newer.public_id}/"
    assert "Delete the older ones" in done.phone.get(page).content.decode()

    done.phone.post(f"{page}old/")
    remove_certificate_files.call()

    reload(certificate)
    assert certificate.name == ""
    assert not path.exists()
    assert newer.name == "Zoe Larch"
    assert "Delete the older ones" not in done.phone.get(page).content.decode()
    assert checked(client, codes.printed(certificate.code)).context["here"]["status"] == "replaced"


# What the paper says --------------------------------------------------------------------------------


def test_without_the_courses_title_nothing_of_the_course_is_said(client, done):
    have_it_printed(done.phone, name_address(done), name="Zoe Larch", hides_course="on")

    certificate = done.certificates()[0]
    shown = checked(client, codes.printed(certificate.code)).content.decode()
    assert "Course 1" in shown
    for telling in ("Small signs", "Noticing and supporting", "choose one small step"):
        assert telling not in shown


def test_in_the_programmes_name_nothing_of_the_association_is_said(client, done):
    seen = done.phone.post(name_address(done), {"name": "Zoe Larch", "in_programmes_name": "on"})
    assert "Programme Homes" in seen.content.decode()
    have_it_printed(done.phone, name_address(done), name="Zoe Larch", in_programmes_name="on")

    certificate = done.certificates()[0]
    assert certificate.facts["issuer"]["name"] == "Programme Homes"
    shown = checked(client, codes.printed(certificate.code)).content.decode()
    assert "Programme Homes" in shown
    assert "Alder" not in shown


def test_what_was_chosen_is_there_again_when_it_is_corrected(done):
    have_it_printed(done.phone, name_address(done), name="Zoe Larch", hides_course="on")
    certificate = done.certificates()[0]

    form = done.phone.get(f"/certificate/{certificate.public_id}/correct/").context["form"]

    assert form["hides_course"].value() is True
    assert form["in_programmes_name"].value() is False


# Who sees it ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Amina Noor Ali", "A. N. A."),
        ("Zoë", "Z."),
        ("(Jo) O'Neil-Smith", "J. O."),
        ("আমিনা বেগম", "আ. বে."),
        ("王小明", "王."),
    ],
)
def test_initials_are_first_letters_with_their_marks(name, short):
    assert initials(name) == short


def test_the_holder_turns_the_public_view_down_off_and_on(client, done, certificate):
    printed = codes.printed(certificate.code)

    def others_see(view: str) -> tuple[str, str]:
        done.phone.post(f"/certificate/{certificate.public_id}/others/", {"view": view})
        answer = checked(client, printed)
        return answer.context["here"]["status"], answer.content.decode()

    status, shown = others_see("initials")
    assert (status, "A. A." in shown, "Amina" in shown) == ("valid", True, False)
    own = done.phone.get(f"/certificate/{certificate.public_id}/").content.decode()
    assert "Now: Only the initials of the name" in own
    status, shown = others_see("private")
    assert (status, "Amina" in shown, "Small signs" in shown) == ("private", False, False)
    assert others_see("nonsense")[0] == "private"
    status, shown = others_see("name")
    assert (status, "Amina Ali" in shown) == ("valid", True)


def test_an_older_page_decides_for_the_newer_one(done, certificate):
    newer = done.correct(certificate, "Zoe Larch")

    done.phone.post(f"/certificate/{certificate.public_id}/others/", {"view": "private"})
    reload(newer)
    assert newer.standing is Standing.PRIVATE

    done.phone.post(f"/certificate/{certificate.public_id}/remove/")
    reload(newer)
    assert newer.standing is Standing.NO_LONGER_AVAILABLE


def test_the_choice_stays_with_the_newer_one(done, certificate):
    done.phone.post(f"/certificate/{certificate.public_id}/others/", {"view": "private"})

    assert done.correct(certificate, "Zoe Larch").standing is Standing.PRIVATE


@pytest.mark.parametrize("act", ["others", "remove", "old", "correct", "replace"])
def test_somebody_elses_certificate_is_not_there(alder, certificate, act):
    stranger = complete(alder).phone

    assert (
        stranger.post(f"/certificate/{certificate.public_id}/{act}/", {"name": "Zoe Larch"}).status_code
        == 404
    )


@pytest.mark.parametrize("act", ["others", "remove", "old"])
def test_a_paused_phone_asks_who_is_there_before_anything_is_decided(done, certificate, act):
    certificate = done.correct(certificate, "Zoe Larch")
    done.phone.post("/phone/pause/")
    before = [(row.name, row.public_view, row.removed_at) for row in done.certificates()]

    answer = done.phone.post(f"/certificate/{certificate.public_id}/{act}/", {"view": "name"})

    assert "Was it you who used this phone last?" in answer.content.decode()
    assert [(row.name, row.public_view, row.removed_at) for row in done.certificates()] == before


# That it goes ---------------------------------------------------------------------------------------


def test_removed_it_leaves_a_hash_and_a_date(client, done, certificate):
    older, path = certificate.code, path_of(certificate)
    newer = done.correct(certificate, "Zoe Larch")
    page = f"/certificate/{newer.public_id}/remove/"
    assert "Remove this certificate?" in done.phone.get(page).content.decode()
    assert len(done.certificates()) == 2

    first, again = done.phone.post(page), done.phone.post(page)
    remove_certificate_files.call()

    # Two taps are one, and the second is told the same.
    for answer in (first, again):
        assert (answer.status_code, "is removed" in answer.content.decode()) == (200, True)
    for row, code in zip(done.certificates(), (older, newer.code), strict=True):
        assert (row.name, row.code, row.code_hash) == ("", None, sha256(code.encode()).hexdigest())
        assert row.removed_at is not None
        answer = checked(client, codes.printed(code))
        assert answer.context["here"]["status"] == "no_longer_available"
        assert "Zoe Larch" not in answer.content.decode()
    assert not path.exists()
    # Back, or loading it again: the same, in the look of whoever gave it, and nothing is asked any more.
    back = done.phone.get(page)
    assert (back.status_code, back.context["brand"].partner_id) == (200, newer.partner_id)
    assert "is removed" in back.content.decode()


def test_removed_twice_is_once_and_a_new_one_may_be_asked_for(done, certificate):
    done.remove(certificate)
    at = certificate.removed_at
    done.remove(certificate)

    again = done.issue("Amina Ali")

    assert certificate.removed_at == at
    assert again != certificate
    assert again.standing is Standing.VALID


def test_removed_while_another_phone_has_it_made_anew_both_are_gone(done, certificate, monkeypatch):
    def after_the_other(*, available_id):
        correct_certificate(
            certificate_id=certificate.pk, name="Zoe Larch", idempotency_key="z", choices=Choices()
        )
        return lock_available(available_id=available_id)

    monkeypatch.setattr(keeping, "lock_available", after_the_other)
    done.remove(certificate)

    assert [row.name for row in done.certificates()] == ["", ""]


def test_a_file_that_is_being_made_is_not_kept_once_it_is_removed(done):
    certificate = done.issue()
    done.remove(certificate)

    render_certificate.call(file_of(certificate).pk)

    assert file_of(certificate).made_at is None
    assert not path_of(certificate).exists()


def test_bytes_that_storage_did_not_let_go_of_go_with_the_next_sweep(done, certificate, monkeypatch):
    path = path_of(certificate)
    done.remove(certificate)

    def away(*args, **kwargs):
        raise OSError(5, "away")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "unlink", away)
        sweep()
    assert path.exists()
    assert file_of(certificate).bytes_gone_at is None

    sweep()
    assert not path.exists()
    assert file_of(certificate).bytes_gone_at is not None
