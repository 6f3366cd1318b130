"""The look of a section: drafted at brand/, approved at approvals/. `of` is the slug of the partner it is of."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from partners.enums import Ability
from partners.rules.access import in_place
from partners.views import brand_approval, brands

urlpatterns = [
    path("brand/", brands.look, name="brand"),
    path("brand/send/", brands.send, name="brand-send"),
    path("brand/discard/", brands.discard, name="brand-discard"),
    path("brand/change/<slug:part>/", brands.change, name="brand-part"),
    path("approvals/", brand_approval.approvals, name="approvals"),
    path("approvals/<slug:of>/", brand_approval.review, name="brand-review"),
    path("approvals/<slug:of>/earlier/", brand_approval.history, name="brand-history"),
    path("approvals/<slug:of>/earlier/<int:number>/", brand_approval.roll_back, name="brand-roll-back"),
]

access = [
    in_place("partners:brand", Ability.BRAND, label=_("Look")),
    in_place("partners:brand-send", Ability.BRAND, "POST"),
    in_place("partners:brand-discard", Ability.BRAND, "GET", "POST"),
    in_place("partners:brand-part", Ability.BRAND, "GET", "POST"),
    in_place("partners:approvals", Ability.APPROVE_BRAND, label=_("Approve the look")),
    in_place("partners:brand-review", Ability.APPROVE_BRAND, "GET", "POST"),
    in_place("partners:brand-history", Ability.APPROVE_BRAND),
    in_place("partners:brand-roll-back", Ability.APPROVE_BRAND, "GET", "POST"),
]
