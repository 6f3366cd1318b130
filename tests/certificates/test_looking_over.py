"""An operator can see that nothing that was issued has changed."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from certificates.tasks import render_certificate
from tests.certificates.factory import change, file_of


@pytest.fixture
def certificate(done, private):
    issued = done.issue()
    render_certificate.call(file_of(issued).pk)
    return issued


def said() -> tuple[str, str]:
    out, err = StringIO(), StringIO()
    try:
        call_command("check_certificates", stdout=out, stderr=err)
    except CommandError as error:
        return str(error), err.getvalue()
    return out.getvalue(), err.getvalue()


def test_all_is_as_it_was_stored_whatever_its_holder_decides(done, certificate):
    newer = done.correct(certificate, "Zoe", hides_course=True)
    assert said() == ("2 certificates and 1 files are as they were stored.\n", "")

    done.remove(newer)
    assert said() == ("2 certificates and 0 files are as they were stored.\n", "")


@pytest.mark.parametrize("what", ["facts", "what is available", "file", "no file"])
def test_what_has_changed_is_told_by_number_alone(done, certificate, private, what):
    path = private / file_of(certificate).file_name
    if what == "facts":
        change(certificate, facts={**certificate.facts, "minutes": 61})
    elif what == "what is available":
        change(done.available, facts={**done.available.facts, "course_title": "Another"})
    elif what == "file":
        path.write_bytes(path.read_bytes() + b"\n")
    else:
        path.unlink()

    result, lines = said()

    assert result == "1 things are not as they were stored."
    assert len(lines.splitlines()) == 1
    assert "certificate" in lines
    for word in ("Amina", certificate.code, certificate.public_id, "Another"):
        assert word not in lines
