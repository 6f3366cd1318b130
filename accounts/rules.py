"""Who asks, as far as a limit needs to know."""

import re
from ipaddress import IPv6Network, ip_address

from django.conf import settings

# A line at home has that many addresses of its own to choose from.
A_LINE = 64
# Some proxies add the port, which is another with each connection; an address of IPv6 then stands in brackets.
WITH_PORT = re.compile(r"^(?:\[(?P<six>[0-9a-fA-F:.]+)\]|(?P<four>[0-9.]+))(?::[0-9]+)?$")


def address_of_request(request) -> str:
    """Who asks, as the outermost of our own proxies has seen it; what stands before that anybody can write.

    For IPv6 the network of a whole line: whoever has one has 2 to the 64 addresses.
    """
    seen = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
    proxies = settings.TRUSTED_PROXY_COUNT
    through_them = seen[-proxies] if 0 < proxies <= len(seen) else ""
    named = through_them or request.META.get("REMOTE_ADDR", "")
    found = WITH_PORT.match(named)
    try:
        address = ip_address(found["six"] or found["four"] if found else named)
    except ValueError:
        # A server behind a socket names none.
        return named
    if address.version == 4:
        return str(address)
    # As a socket for both kinds writes one of IPv4: else all of those were one line.
    return str(address.ipv4_mapped or IPv6Network(f"{address}/{A_LINE}", strict=False))
