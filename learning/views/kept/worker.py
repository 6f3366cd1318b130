"""The script that keeps a course on a phone. No page asks for it before its reader has."""

from functools import cache
from hashlib import sha256
from pathlib import Path

from django.contrib.staticfiles import finders
from django.http import HttpResponse, HttpResponseNotModified
from django.views.decorators.http import require_safe

# One script of several files: an old browser's worker knows no modules.
PARTS = (
    "js/kept_store.js",
    "js/worker/keeping.js",
    "js/worker/acts.js",
    "js/worker/pause.js",
    "js/worker/files.js",
    "js/worker/serving.js",
)


@require_safe
def script(request) -> HttpResponse:
    """Asked for anew each time: a worker that stays behind could not be called back."""
    text, etag = _script()
    if request.headers.get("If-None-Match", "").removeprefix("W/") == etag:
        response = HttpResponseNotModified()
    else:
        response = HttpResponse(text, content_type="text/javascript; charset=utf-8")
    response["ETag"], response["Cache-Control"] = etag, "no-cache"
    response["Service-Worker-Allowed"] = "/"
    return response


@cache
def _script() -> tuple[str, str]:
    text = "\n".join(Path(finders.find(name)).read_text(encoding="utf-8") for name in PARTS)
    return text, f'"{sha256(text.encode()).hexdigest()[:20]}"'
