"""Addresses of the proof. A holder's own stand under the language prefix; the public check does not."""

from django.urls import path

import partners.urls  # noqa: F401 - random_id is registered there
from partners.rules.access import public

from .views import check, holder

app_name = "certificates"

urlpatterns = [
    # By the completion's public id, which is also that of what it makes available.
    path("certificate/<random_id:completion_id>/name/", holder.name, name="name"),
    path("certificate/<random_id:completion_id>/issue/", holder.issue, name="issue"),
    path("certificate/<random_id:certificate_id>/certificate.pdf", holder.pdf, name="pdf"),
    path("certificate/<random_id:certificate_id>/", holder.certificate, name="certificate"),
]

# Printed on paper for years: the same in every language.
outside_languages = [
    path("check/", check.check, name="certificate-check"),
    path("check/<str:code>/", check.check_code, name="certificate-check-code"),
]

access = [
    public("certificates:name", "GET", "POST"),
    public("certificates:issue", "POST"),
    public("certificates:pdf"),
    public("certificates:certificate"),
    public("certificate-check", "GET", "POST"),
    public("certificate-check-code"),
]
