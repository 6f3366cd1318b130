"""The stylesheets of paper, by the name of what they make."""

from functools import cache

from django.conf import settings

CERTIFICATE = "certificate"
TALL = "tall certificate"
POSTER = "poster"
# In this order: what fits a long text on the page comes last.
FILES = {
    CERTIFICATE: ("certificate_pdf.css", "certificate_pdf_side.css", "certificate_pdf_fit.css"),
    TALL: (
        "certificate_pdf.css",
        "certificate_pdf_side.css",
        "certificate_pdf_tall.css",
        "certificate_pdf_fit.css",
    ),
    POSTER: ("poster_pdf.css", "poster_pdf_foot.css"),
}


@cache
def sheets() -> dict[str, str]:
    """Read from disk once; the same for every document of a kind."""
    folder = settings.BASE_DIR / "static" / "css"
    return {
        kind: "\n".join((folder / name).read_text(encoding="utf-8") for name in names)
        for kind, names in FILES.items()
    }
