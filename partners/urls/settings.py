"""A section's settings, and the way to an open section."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from partners.enums import Ability
from partners.rules.access import in_place
from partners.views import ready, settings

urlpatterns = [
    path("ready/", ready.ready, name="ready"),
    path("settings/", settings.section_settings, name="settings"),
]

access = [
    in_place("partners:ready", Ability.MANAGE_SETTINGS, "GET", "POST", label=_("Getting ready")),
    in_place("partners:settings", Ability.MANAGE_SETTINGS, "GET", "POST", label=_("Settings")),
]
