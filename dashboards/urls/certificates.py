"""Certificates, for coordinators: of those who share their name, and by the code on a paper."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

import partners.urls.converters  # noqa: F401 - random_id is registered there
from dashboards.views import batches, certificates, certificates_by_code
from partners.enums import Ability
from partners.rules.access import in_place

urlpatterns = [
    path("certificates/", certificates.certificates, name="certificates"),
    path("certificates/by-code/", certificates_by_code.by_code, name="certificate-by-code"),
    path("certificates/print/", batches.ask, name="print-certificates"),
    path("certificates/print/<random_id:batch_id>/", batches.batch, name="certificate-batch"),
    path("certificates/print/<random_id:batch_id>/file/", batches.file, name="certificate-batch-file"),
    path("certificates/<random_id:certificate_id>/", certificates.certificate, name="certificate"),
    path("certificates/<random_id:certificate_id>/certificate.pdf", certificates.pdf, name="certificate-pdf"),
    path("certificates/<random_id:certificate_id>/revoke/", certificates.revoke, name="revoke-certificate"),
    path(
        "certificates/<random_id:certificate_id>/restore/", certificates.restore, name="restore-certificate"
    ),
]

access = [
    in_place("dashboards:certificates", Ability.SEE_PEOPLE, label=_("Certificates")),
    in_place("dashboards:certificate-by-code", Ability.SEE_PEOPLE, "GET", "POST"),
    in_place("dashboards:print-certificates", Ability.SEE_PEOPLE, "GET", "POST"),
    in_place("dashboards:certificate-batch", Ability.SEE_PEOPLE),
    in_place("dashboards:certificate-batch-file", Ability.SEE_PEOPLE),
    in_place("dashboards:certificate", Ability.SEE_PEOPLE),
    in_place("dashboards:certificate-pdf", Ability.SEE_PEOPLE),
    in_place("dashboards:revoke-certificate", Ability.SEE_PEOPLE, "GET", "POST"),
    in_place("dashboards:restore-certificate", Ability.SEE_PEOPLE, "POST"),
]
