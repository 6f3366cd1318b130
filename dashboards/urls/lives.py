"""A partner's life, as the programme carries it out: rename, sub-brand, merge, leave. And what is left to take."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from dashboards.views import departures, lives
from partners.enums import Ability
from partners.rules.access import in_place

urlpatterns = [
    path("partners/<slug:of>/", lives.life, name="partner-life"),
    path("partners/<slug:of>/rename/", lives.rename, name="rename-partner"),
    path("partners/<slug:of>/part-of/", lives.part_of, name="partner-part-of"),
    path("partners/<slug:of>/merge/", lives.merge, name="merge-partner"),
    path("partners/<slug:of>/leave/", lives.leave, name="close-partner"),
    path("departure/", departures.departure, name="departure"),
    path("departure/export/", departures.export, name="departure-export"),
]

access = [
    in_place("dashboards:partner-life", Ability.MANAGE_PARTNERS),
    in_place("dashboards:rename-partner", Ability.MANAGE_PARTNERS, "GET", "POST"),
    in_place("dashboards:partner-part-of", Ability.MANAGE_PARTNERS, "GET", "POST"),
    in_place("dashboards:merge-partner", Ability.MANAGE_PARTNERS, "GET", "POST"),
    in_place("dashboards:close-partner", Ability.MANAGE_PARTNERS, "GET", "POST"),
    in_place("dashboards:departure", None, label=_("After leaving"), is_after_leaving=True),
    in_place("dashboards:departure-export", Ability.SEE_PEOPLE, "POST"),
]
