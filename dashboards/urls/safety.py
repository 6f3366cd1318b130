"""Something is taken away for safety, and brought back."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

import partners.urls  # noqa: F401 - random_id is registered there
from dashboards.views import safety, safety_contacts, voiding
from partners.enums import Ability
from partners.rules.access import in_place

ACTIVITY = "safety/<uuid:course_key>/<uuid:activity_key>/"
CONTACT = "safety/contact/<random_id:contact_id>/"

urlpatterns = [
    path("safety/", safety.home, name="safety"),
    path("safety/back/<random_id:withdrawal_id>/", safety.bring_back, name="safety-back"),
    path(CONTACT, safety_contacts.take_away, name="safety-contact"),
    path(f"{CONTACT}back/", safety_contacts.bring_back, name="safety-contact-back"),
    path("safety/<uuid:course_key>/", safety.course, name="safety-course"),
    path(ACTIVITY, safety.activity, name="safety-activity"),
    path(f"{ACTIVITY}take-away/", safety.take_away, name="safety-take-away"),
    path(f"{ACTIVITY}take-away/<slug:block_id>/", safety.take_away, name="safety-take-away-block"),
    path(f"{ACTIVITY}void/<slug:question_id>/", voiding.void, name="safety-void"),
]

access = [
    # Everybody who works there may know what is gone just now.
    in_place("dashboards:safety", None, label=_("Safety")),
    in_place("dashboards:safety-course", Ability.WITHDRAW),
    in_place("dashboards:safety-activity", Ability.WITHDRAW),
    in_place("dashboards:safety-take-away", Ability.WITHDRAW, "GET", "POST"),
    in_place("dashboards:safety-take-away-block", Ability.WITHDRAW, "GET", "POST"),
    in_place("dashboards:safety-void", Ability.WITHDRAW, "GET", "POST"),
    in_place("dashboards:safety-back", Ability.WITHDRAW, "GET", "POST"),
    in_place("dashboards:safety-contact", Ability.WITHDRAW, "GET", "POST"),
    in_place("dashboards:safety-contact-back", Ability.WITHDRAW, "GET", "POST"),
]
