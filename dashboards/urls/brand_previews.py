"""A drafted look before it is approved, for those who make it and those who approve it."""

from django.urls import path

from dashboards.views import brand_previews
from partners.enums import Ability
from partners.rules.access import in_place

_of_writer = "brand/preview/"
_of_approver = "approvals/<slug:of>/preview/"

urlpatterns = [
    path(_of_writer, brand_previews.previews, name="brand-previews"),
    path(f"{_of_writer}theme.css", brand_previews.theme, name="brand-preview-theme"),
    path(f"{_of_writer}<slug:mode>/make/", brand_previews.make, name="brand-preview-make"),
    path(f"{_of_writer}<slug:mode>/", brand_previews.preview, name="brand-preview"),
    path(_of_approver, brand_previews.previews, name="brand-review-previews"),
    path(f"{_of_approver}theme.css", brand_previews.theme, name="brand-review-preview-theme"),
    path(f"{_of_approver}<slug:mode>/make/", brand_previews.make, name="brand-review-preview-make"),
    path(f"{_of_approver}<slug:mode>/", brand_previews.preview, name="brand-review-preview"),
]

access = [
    in_place("dashboards:brand-previews", Ability.BRAND),
    in_place("dashboards:brand-preview-theme", Ability.BRAND),
    in_place("dashboards:brand-preview-make", Ability.BRAND, "POST"),
    in_place("dashboards:brand-preview", Ability.BRAND),
    in_place("dashboards:brand-review-previews", Ability.APPROVE_BRAND),
    in_place("dashboards:brand-review-preview-theme", Ability.APPROVE_BRAND),
    in_place("dashboards:brand-review-preview-make", Ability.APPROVE_BRAND, "POST"),
    in_place("dashboards:brand-review-preview", Ability.APPROVE_BRAND),
]
