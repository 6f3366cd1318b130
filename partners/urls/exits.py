"""Where Exit leads: a list that the programme keeps."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from partners.enums import Ability
from partners.rules.access import in_place
from partners.views import exits

urlpatterns = [
    path("exits/", exits.exits, name="exits"),
    path("exits/<random_id:exit_id>/", exits.change_exit, name="change-exit"),
]

access = [
    # Only the programme has this ability.
    in_place("partners:exits", Ability.MANAGE_PARTNERS, "GET", "POST", label=_("Exit")),
    in_place("partners:change-exit", Ability.MANAGE_PARTNERS, "POST"),
]
