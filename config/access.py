"""Puts the access list together: each app's own addresses, and those of the libraries."""

import certificates.urls
import dashboards.urls
import learning.urls
import partners.urls
from partners.rules.access import Access, public

ACCESS: list[Access] = [
    public("healthz"),
    public("account_login", "GET", "POST"),
    public("account_logout", "GET", "POST"),
    *certificates.urls.access,
    *dashboards.urls.access,
    *learning.urls.access,
    *partners.urls.access,
]
