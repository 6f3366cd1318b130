"""Every address of the site. What stands outside the language prefix says so."""

from allauth.account import views as account_views
from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from django.views.generic import RedirectView
from django.views.static import serve as serve_file
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

import certificates.urls
import dashboards.urls
import learning.urls
import partners.urls
from dashboards.views import errors

# One door creates sessions: Wagtail's own sign-in addresses lead to it.
to_sign_in = RedirectView.as_view(pattern_name="account_login", query_string=True)
to_own_work = RedirectView.as_view(pattern_name="dashboards:staff-home")

urlpatterns = [
    path("healthz/", errors.healthz, name="healthz"),
    path("sign-in/", account_views.login, name="account_login"),
    path("sign-out/", account_views.logout, name="account_logout"),
    path("staff/password/", account_views.password_change, name="account_change_password"),
    # Where allauth leads somebody who has no password; here everybody who signs in has one.
    path("staff/password/none/", to_own_work, name="account_set_password"),
    path("admin/login/", to_sign_in, name="admin-sign-in"),
    path("_util/login/", to_sign_in, name="pages-sign-in"),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    # Pictures are public; certificates lie in private storage and are never served from here.
    # One name and no further folder: "images/../documents/..." would serve whatever lies beside them.
    re_path(
        r"^media/(?P<path>images/[^/]+)$", serve_file, {"document_root": settings.MEDIA_ROOT}, name="media"
    ),
    # Pages show smaller ones made from them; the originals are for those who edit.
    re_path(
        r"^media/(?P<path>original_images/[^/]+)$",
        serve_file,
        {"document_root": settings.MEDIA_ROOT},
        name="media-original",
    ),
    *certificates.urls.outside_languages,
    *learning.urls.outside_languages,
    *partners.urls.outside_languages,
]
urlpatterns += i18n_patterns(
    path("", include(certificates.urls)),
    # Before the screens of dashboards: "partners/new/" is no partner.
    path("", include(partners.urls)),
    path("", include(dashboards.urls)),
    path("", include(learning.urls)),
    path("", include(learning.urls.pages_in_front)),
    prefix_default_language=False,
)

handler400 = "dashboards.views.errors.bad_request"
handler403 = "dashboards.views.errors.forbidden"
handler404 = "dashboards.views.errors.not_found"
handler500 = "dashboards.views.errors.server_error"
