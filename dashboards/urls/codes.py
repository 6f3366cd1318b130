"""Slips with starter codes, and a new code for somebody who has lost theirs."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from dashboards.views import codes
from partners.enums import Ability
from partners.rules.access import in_place

urlpatterns = [
    path("slips/", codes.slips, name="slips"),
    path("slips/sheet/", codes.sheet, name="slip-sheet"),
    path("slips/for/<random_id:learner_id>/", codes.new_code_for, name="new-code-for"),
]

access = [
    in_place("dashboards:slips", Ability.HAND_OUT_CODES, "GET", "POST", label=_("Slips with codes")),
    in_place("dashboards:slip-sheet", Ability.HAND_OUT_CODES),
    in_place("dashboards:new-code-for", Ability.HAND_OUT_CODES, "GET", "POST"),
]
