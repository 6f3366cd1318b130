"""A part of a file where a browser asks for one: iPhones play neither sound nor film without it, nor wind any back."""

import re

from django.http import FileResponse

RANGE = re.compile(r"bytes=(?P<first>[0-9]{0,18})-(?P<last>[0-9]{0,18})$")
BLOCK = 64 * 1024


class RangesMiddleware:
    """Stands outside compression: what is compressed has no parts. Several ranges at once are answered by it all."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if response.get("Content-Encoding") == "None":
            # Wagtail's way of saying that a document is as it is.
            del response["Content-Encoding"]
        if request.method == "GET" and _has_parts(response):
            response["Accept-Ranges"] = "bytes"
            asked = RANGE.match(request.headers.get("Range", ""))
            if asked and asked[0] != "bytes=-" and _is_still_the_same(request, response):
                _give_part(response, asked)
        return response


def _has_parts(response) -> bool:
    return (
        isinstance(response, FileResponse)
        and response.status_code == 200
        and response.file_to_stream is not None
        and "Content-Length" in response
        and "Content-Encoding" not in response
    )


def _is_still_the_same(request, response) -> bool:
    """A browser that has the beginning of an older file is given all of the new one."""
    known = request.headers.get("If-Range", "")
    return not known or known in (response.get("ETag"), response.get("Last-Modified"))


def _give_part(response, asked: re.Match) -> None:
    size, file = int(response["Content-Length"]), response.file_to_stream
    if asked["first"]:
        first, last = int(asked["first"]), min(int(asked["last"] or size), size - 1)
    else:
        first, last = max(size - int(asked["last"]), 0), size - 1
    if first > last:
        response.status_code, response["Content-Range"] = 416, f"bytes */{size}"
        response["Content-Length"] = "0"
        response.streaming_content = iter(())
        return
    response.status_code, response["Content-Range"] = 206, f"bytes {first}-{last}/{size}"
    response["Content-Length"] = str(last - first + 1)
    response.streaming_content = _read(file, first, last - first + 1)


def _read(file, first: int, length: int):
    file.seek(first)
    while length and (block := file.read(min(BLOCK, length))):
        length -= len(block)
        yield block
