"""Screens across apps: the learner's own page, and those of staff that count or show what people do."""

from django.urls import include, path
from django.utils.translation import gettext_lazy as _

from dashboards.views import audit, learner, my_data, staff
from partners.enums import Ability
from partners.rules.access import Access, Who, in_place, public

from . import brand_previews, certificates, codes, lives, look, posters, safety, shared_courses, tablets

app_name = "dashboards"

# Each module below holds the addresses of one kind of screen, and who may use them.
_screens = (shared_courses, certificates, brand_previews, posters, codes, tablets, lives, safety, look)

urlpatterns = [
    path("my-learning/", learner.my_learning, name="my-learning"),
    path("my-data/", my_data.my_data, name="my-data"),
    path("my-data/download/", my_data.download, name="download-my-data"),
    path("my-data/remove/", my_data.remove, name="remove-my-data"),
    path("my-data/e-mail/remove/", my_data.remove_mailbox, name="remove-mailbox"),
    path("staff/", staff.home, name="staff-home"),
    path("staff/<slug:slug>/board/", staff.board, name="board"),
    path("staff/<slug:slug>/numbers/", staff.numbers, name="numbers"),
    *(path("staff/<slug:slug>/", include(screens.urlpatterns)) for screens in _screens),
    path("staff/<slug:slug>/audit/", audit.audit, name="audit"),
]

access = [
    public("dashboards:my-learning"),
    public("dashboards:my-data"),
    public("dashboards:download-my-data"),
    public("dashboards:remove-my-data", "GET", "POST"),
    public("dashboards:remove-mailbox", "POST"),
    Access("dashboards:staff-home", Who.SIGNED_IN),
    in_place("dashboards:board", Ability.SEE_COUNTS, label=_("Board")),
    in_place("dashboards:numbers", Ability.SEE_PROGRAMME_COUNTS, label=_("Numbers")),
    *(entry for screens in _screens for entry in screens.access),
    in_place("dashboards:audit", Ability.READ_AUDIT, label=_("Who did what")),
]
