"""All partners, and a new one: screens of the programme."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from partners.enums import Ability
from partners.rules.access import in_place
from partners.views import creating

urlpatterns = [
    path("partners/", creating.partners, name="partners"),
    path("partners/new/", creating.new_partner, name="new-partner"),
]

access = [
    in_place("partners:partners", Ability.MANAGE_PARTNERS, label=_("Partners")),
    in_place("partners:new-partner", Ability.MANAGE_PARTNERS, "GET", "POST"),
]
