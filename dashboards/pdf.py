"""A poster as the HTML that the PDF engine draws. Holds all its pictures, so nothing has to be fetched."""

from io import BytesIO

from django.template.loader import render_to_string
from django.utils import translation
from PIL import Image

from certificates import pdf
from dashboards.queries.posters import TEMPLATE, Poster
from pages.models import SiteImage
from partners.queries.colours import lighter

# Printed up to 10 cm wide on A3: 300 dots an inch.
LARGEST_LOGO = (1200, 480)
ADDRESS_SIZES = ((24, "l"), (32, "m"), (40, "s"))
NAME_SIZES = ((26, "l"), (42, "m"))
LINE_SIZES = ((60, "l"), (100, "m"))


def document_of(poster: Poster) -> pdf.Document:
    """Everything as the poster's facts have it; one SQL for each logo. A logo that cannot be read is left out."""
    facts = poster.facts
    drawn = [
        {"address": _logo_address(pk), "alt": alt, "is_own": place == facts["own_logo"]}
        for place, (pk, alt) in enumerate(poster.logos)
    ]
    logos = [logo for logo in drawn if logo["address"]]
    context = {
        "facts": facts,
        "logos": logos,
        "own_logo": next((logo for logo in logos if logo["is_own"]), None),
        "qr": pdf.qr_address(facts["url"]),
        "address_size": pdf.size_of(facts["address"], ADDRESS_SIZES, "xs"),
        "name_size": pdf.size_of(facts["partner"], NAME_SIZES, "s"),
        "line_size": pdf.size_of(facts["co_brand_line"], LINE_SIZES, "s"),
        "colours": facts["colours"],
    }
    with translation.override(facts["language"]):
        html = render_to_string(TEMPLATE, context)
    return pdf.Document(html=html, colours=_colours_of(facts["colours"]), sheet=pdf.POSTER)


def _colours_of(theme: dict) -> str:
    return (
        f":root {{ --brand: {theme['brand']}; --tint: {theme['tint']}; "
        f"--soft: {lighter(theme['brand'], 0.55)}; --softer: {lighter(theme['brand'], 0.8)} }}"
    )


def _logo_address(image_id: int) -> str:
    image = SiteImage.objects.filter(pk=image_id).first()
    if image is None:
        return ""
    try:
        with image.open_file() as file, Image.open(file) as picture:
            small = picture.convert("RGBA")
            small.thumbnail(LARGEST_LOGO)
            out = BytesIO()
            small.save(out, "PNG")
    except Exception:
        return ""
    return pdf.data_address("image/png", out.getvalue())
