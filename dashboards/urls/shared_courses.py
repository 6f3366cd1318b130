"""Shared courses. A course is named by its neutral address in the section, and by its owner's where it is not taken."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from dashboards.views import changes, own_parts, shared_courses
from partners.enums import Ability
from partners.rules.access import in_place

urlpatterns = [
    path("courses/", shared_courses.shared_courses, name="shared-courses"),
    path("courses/take/", shared_courses.take, name="take-course"),
    path("courses/look/<slug:owner>/<slug:course>/", shared_courses.look, name="look-at-course"),
    path("courses/in/<slug:course>/", shared_courses.shared_course, name="shared-course"),
    path("courses/in/<slug:course>/hide/", shared_courses.hide, name="hide-course"),
    path("courses/in/<slug:course>/show/", shared_courses.show, name="show-course"),
    path("courses/in/<slug:course>/end/", shared_courses.end, name="end-course"),
    path("courses/in/<slug:course>/changes/", changes.changes, name="shared-course-changes"),
    path("courses/in/<slug:course>/changes/read/", changes.read, name="read-changes"),
    path("courses/in/<slug:course>/parts/", own_parts.add, name="add-own-part"),
    path("courses/in/<slug:course>/parts/<slug:part>/", own_parts.place, name="place-own-part"),
    path("courses/own/<slug:course>/share/", shared_courses.share, name="share-course"),
    path("courses/own/<slug:course>/stop-sharing/", shared_courses.stop_sharing, name="stop-sharing-course"),
]

access = [
    in_place("dashboards:shared-courses", Ability.ADOPT, label=_("Shared courses")),
    in_place("dashboards:take-course", Ability.ADOPT, "POST"),
    in_place("dashboards:look-at-course", Ability.ADOPT),
    in_place("dashboards:shared-course", Ability.ADOPT),
    in_place("dashboards:hide-course", Ability.ADOPT, "GET", "POST"),
    in_place("dashboards:show-course", Ability.ADOPT, "POST"),
    in_place("dashboards:end-course", Ability.ADOPT, "GET", "POST"),
    in_place("dashboards:shared-course-changes", Ability.ADOPT),
    in_place("dashboards:read-changes", Ability.ADOPT, "POST"),
    in_place("dashboards:add-own-part", Ability.ADOPT, "GET", "POST"),
    in_place("dashboards:place-own-part", Ability.ADOPT, "POST"),
    in_place("dashboards:share-course", Ability.ADOPT, "POST"),
    in_place("dashboards:stop-sharing-course", Ability.ADOPT, "GET", "POST"),
]
