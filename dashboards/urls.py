from django.urls import path
from django.utils.translation import gettext_lazy as _

from partners.enums import Ability
from partners.rules.access import Access, Who, in_place, public

from .views import learner, staff

app_name = "dashboards"

urlpatterns = [
    path("my-learning/", learner.my_learning, name="my-learning"),
    path("staff/", staff.home, name="staff-home"),
    path("staff/<slug:slug>/board/", staff.board, name="board"),
]

access = [
    public("dashboards:my-learning"),
    Access("dashboards:staff-home", Who.SIGNED_IN),
    in_place("dashboards:board", Ability.SEE_COUNTS, label=_("Board")),
]
