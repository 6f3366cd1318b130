from django.urls import path

from .views import learner, staff

app_name = "dashboards"

urlpatterns = [
    path("my-learning/", learner.my_learning, name="my-learning"),
    path("staff/", staff.home, name="staff-home"),
    path("staff/<slug:slug>/board/", staff.board, name="board"),
]
