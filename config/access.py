"""Puts the access list together: each app's own addresses, and those of the libraries."""

import certificates.urls
import dashboards.urls
import learning.urls
import partners.urls
from config.access_wagtail import WAGTAIL_ADMIN
from partners.rules.access import Access, Who, nobody, public

ACCESS: list[Access] = [
    public("healthz"),
    public("account_login", "GET", "POST"),
    public("account_logout", "GET", "POST"),
    Access("account_change_password", Who.SIGNED_IN, ("GET", "POST")),
    Access("account_set_password", Who.SIGNED_IN),
    # Where Wagtail's own sign-in stood: they lead to the one door.
    public("admin-sign-in"),
    public("pages-sign-in"),
    public("media"),
    public("wagtaildocs_serve"),
    *nobody("wagtaildocs_authenticate_with_password"),
    *WAGTAIL_ADMIN,
    *certificates.urls.access,
    *dashboards.urls.access,
    *learning.urls.access,
    *partners.urls.access,
]
