"""Who asks, as far as a limit needs to know."""

from ipaddress import IPv6Network, ip_address

from django.conf import settings

# A line at home has that many addresses of its own to choose from.
A_LINE = 64


def address_of_request(request) -> str:
    """Who asks, as the outermost of our own proxies has seen it; what stands before that anybody can write.

    For IPv6 the network of a whole line: whoever has one has 2 to the 64 addresses.
    """
    seen = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
    proxies = settings.TRUSTED_PROXY_COUNT
    through_them = seen[-proxies] if 0 < proxies <= len(seen) else ""
    address = through_them or request.META.get("REMOTE_ADDR", "")
    try:
        is_of_a_line = ip_address(address).version == 6
    except ValueError:
        # A server behind a socket names none, and some proxies add a port.
        return address
    return str(IPv6Network(f"{address}/{A_LINE}", strict=False)) if is_of_a_line else address
