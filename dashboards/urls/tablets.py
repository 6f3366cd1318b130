"""Shared tablets of a partner: set at the device, ended from anywhere."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from dashboards.views import tablets
from partners.enums import Ability
from partners.rules.access import in_place

urlpatterns = [
    path("tablets/", tablets.tablets, name="tablets"),
    path("tablets/<random_id:tablet_id>/end/", tablets.end, name="end-tablet"),
]

access = [
    in_place("dashboards:tablets", Ability.SET_TABLETS, "GET", "POST", label=_("Shared tablets")),
    in_place("dashboards:end-tablet", Ability.SET_TABLETS, "POST"),
]
