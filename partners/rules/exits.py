"""What may stand on the list of exit addresses: a page that anybody might have open, and never a landlord's."""

import ipaddress
from collections.abc import Iterable
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from pages.validators import telling_words
from partners.enums import ContactScope
from partners.models import Partner, PartnerSettings, SupportContact

MOST = 5
# Shorter words of a partner's name stand in the names of many sites.
SHORTEST_NAME = 5
EMAILS = ("safeguarding_lead_email", "data_protection_email", "complaint_email")


def refuse_exit(url: str) -> None:
    """Raises ValidationError with a message for whoever typed it."""
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.")
    if parts.scheme != "https":
        raise ValidationError(_("Only an address that begins with https:// can be used."))
    if not _is_plain(parts, host):
        raise ValidationError(_("Type a plain address, such as https://www.example.org/weather."))
    if _is_below(host, urlsplit(settings.PUBLIC_BASE_URL).hostname or ""):
        raise ValidationError(_("That is this site. Exit must lead away from it."))
    if telling_words(url):
        raise ValidationError(_("An onlooker could read in this address what the page before was about."))
    names = Partner.objects.filter(is_programme=False).values_list("slug", "name")
    if any(_is_below(host, own) for own in _hosts_of_partners()) or is_named_like(url, names):
        raise ValidationError(
            _("That looks like the site of an association. Exit never leads to a landlord.")
        )


def _is_plain(parts, host: str) -> bool:
    """A name that everybody can look up, on the usual port, and nothing that is sent along."""
    try:
        port = parts.port
    except ValueError:
        return False
    if parts.username or parts.password or port not in (None, 443) or parts.query or parts.fragment:
        return False
    return "." in host and not host.endswith((".localhost", ".local", ".internal")) and not _is_number(host)


def _is_number(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return host.rpartition(".")[2].isdigit()
    return True


def _is_below(host: str, own: str) -> bool:
    own = own.removeprefix("www.")
    return bool(own) and (host == own or host.endswith(f".{own}"))


def _hosts_of_partners() -> set[str]:
    """Where associations are known to be at home: by their own contacts and their e-mail addresses."""
    found = set()
    for row in PartnerSettings.objects.filter(partner__is_programme=False).values_list(*EMAILS):
        found |= {email.rpartition("@")[2].lower() for email in row if email}
    sites = SupportContact.objects.filter(scope=ContactScope.PARTNER).exclude(web="")
    for web in sites.values_list("web", flat=True):
        found.add((urlsplit(web if "://" in web else f"https://{web}").hostname or "").lower())
    return found - {""}


def is_named_like(url: str, names: Iterable[tuple[str, str]]) -> bool:
    """Whether a slug, or the first word of a name, stands in the words of the host: of partners of today or before."""
    labels = (urlsplit(url).hostname or "").replace("-", "").split(".")[:-1]
    for slug, name in names:
        first = "".join(letter for letter in name.lower().partition(" ")[0] if letter.isalnum())
        words = {word for word in (slug.replace("-", ""), first) if len(word) >= SHORTEST_NAME}
        if any(word in label for word in words for label in labels):
            return True
    return False
