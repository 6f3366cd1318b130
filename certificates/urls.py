"""Addresses of the proof. A holder's own stand under the language prefix; the public check does not."""

from django.urls import path

import partners.urls  # noqa: F401 - random_id is registered there
from partners.rules.access import public

from .views import check, holder, keeping, naming, pictures

app_name = "certificates"

urlpatterns = [
    # By the completion's public id, which is also that of what it makes available.
    path("certificate/<random_id:completion_id>/name/", naming.name, name="name"),
    path("certificate/<random_id:completion_id>/issue/", naming.issue, name="issue"),
    path("certificate/<random_id:certificate_id>/correct/", naming.correct, name="correct"),
    path("certificate/<random_id:certificate_id>/replace/", naming.replace, name="replace"),
    path("certificate/<random_id:certificate_id>/others/", keeping.public_view, name="public-view"),
    path("certificate/<random_id:certificate_id>/remove/", keeping.remove, name="remove"),
    path("certificate/<random_id:certificate_id>/old/", keeping.forget_old, name="forget-old"),
    path("certificate/<random_id:certificate_id>/certificate.pdf", holder.pdf, name="pdf"),
    path("certificate/<random_id:certificate_id>/", holder.certificate, name="certificate"),
]

# Printed on paper for years: the same in every language.
outside_languages = [
    path("check/", check.check, name="certificate-check"),
    path("check/pictures/<str:name>.png", pictures.picture, name="certificate-picture"),
    path("check/<str:code>/", check.check_code, name="certificate-check-code"),
    path("check/<str:code>/file/", check.check_file, name="certificate-check-file"),
]

access = [
    public("certificates:name", "GET", "POST"),
    public("certificates:issue", "POST"),
    public("certificates:correct", "GET", "POST"),
    public("certificates:replace", "POST"),
    public("certificates:public-view", "POST"),
    public("certificates:remove", "GET", "POST"),
    public("certificates:forget-old", "POST"),
    public("certificates:pdf"),
    public("certificates:certificate"),
    public("certificate-check", "GET", "POST"),
    public("certificate-picture"),
    public("certificate-check-code"),
    public("certificate-check-file", "POST"),
]
