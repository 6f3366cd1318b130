"""Sound and film in parts, as phones ask for them."""

import pytest
from django.core.files.base import ContentFile
from django.http import FileResponse, HttpResponse
from django.test import Client
from wagtail.models import Collection

from pages.middleware import RangesMiddleware
from pages.models import SiteDocument
from partners.conf import SHARED_COLLECTION

WORDS = bytes(range(256)) * 1000
SIZE = len(WORDS)


@pytest.fixture
def ask(tmp_path, rf):
    """What a browser gets that asks for the file with these headers."""
    (tmp_path / "talk.mp3").write_bytes(WORDS)

    def served(_request):
        response = FileResponse((tmp_path / "talk.mp3").open("rb"))
        response["ETag"] = '"one"'
        return response

    return lambda **headers: RangesMiddleware(served)(rf.get("/", headers=headers))


@pytest.mark.parametrize(
    ("wanted", "first", "last"),
    [
        ("bytes=0-1", 0, 1),
        ("bytes=0-", 0, SIZE - 1),
        ("bytes=100-199", 100, 199),
        ("bytes=1000-999999999", 1000, SIZE - 1),
        ("bytes=-10", SIZE - 10, SIZE - 1),
        ("bytes=-999999999", 0, SIZE - 1),
    ],
)
def test_a_part_of_a_file(ask, wanted, first, last):
    response = ask(Range=wanted)

    assert response.status_code == 206
    assert response["Content-Range"] == f"bytes {first}-{last}/{SIZE}"
    assert b"".join(response.streaming_content) == WORDS[first : last + 1]
    assert int(response["Content-Length"]) == last - first + 1


@pytest.mark.parametrize("wanted", [f"bytes={SIZE}-", "bytes=9-3", "bytes=-0"])
def test_a_part_that_is_not_there(ask, wanted):
    response = ask(Range=wanted)

    assert (response.status_code, response["Content-Range"]) == (416, f"bytes */{SIZE}")
    assert b"".join(response.streaming_content) == b""


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Range": "bytes=-"},
        {"Range": "bytes=0-1,5-9"},
        {"Range": "lines=1-2"},
        {"Range": "bytes=\u0661-"},
        {"Range": f"bytes={'9' * 400}-"},
        {"Range": "bytes=0-1", "If-Range": '"two"'},
    ],
)
def test_all_of_it_where_no_one_part_is_asked_for(ask, headers):
    response = ask(**headers)

    assert (response.status_code, response["Accept-Ranges"]) == (200, "bytes")
    assert b"".join(response.streaming_content) == WORDS


def test_a_page_has_no_parts(rf):
    response = RangesMiddleware(lambda _request: HttpResponse("x"))(
        rf.get("/", headers={"Range": "bytes=0-0"})
    )

    assert (response.status_code, "Accept-Ranges" in response) == (200, False)


@pytest.mark.django_db
def test_a_document_is_served_in_parts_and_with_its_type(settings, tmp_path, two_partners):
    settings.MEDIA_ROOT = tmp_path
    shared = Collection.get_first_root_node().add_child(name=SHARED_COLLECTION)
    document = SiteDocument(title="Talk", file=ContentFile(WORDS, name="talk.mp3"), collection=shared)
    document.save()

    response = Client().get(document.url, headers={"Range": "bytes=10-19"})

    assert (response.status_code, b"".join(response.streaming_content)) == (206, WORDS[10:20])
    assert response["Content-Type"] == "audio/mpeg"
    assert "Content-Encoding" not in response
