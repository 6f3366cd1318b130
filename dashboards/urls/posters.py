"""Posters of a partner's courses."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from dashboards.views import posters
from partners.enums import Ability
from partners.rules.access import in_place

urlpatterns = [
    path("posters/", posters.posters, name="posters"),
    path("posters/<uuid:course_key>/<slug:size>/", posters.poster, name="poster"),
    path("posters/<uuid:course_key>/<slug:size>/make/", posters.make, name="make-poster"),
]

access = [
    in_place("dashboards:posters", Ability.POSTERS, label=_("Posters")),
    in_place("dashboards:poster", Ability.POSTERS),
    in_place("dashboards:make-poster", Ability.POSTERS, "POST"),
]
