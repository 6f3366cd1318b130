"""Addresses of learning. `pages` stands in front of Wagtail's catch-all, with the same pattern."""

from django.urls import path, re_path

from .views import activities, attempts, completion, pages

app_name = "learning"

urlpatterns = [
    path("learn/finish/<path:path>/", activities.finish_lesson, name="finish-lesson"),
    path("learn/quiz/<path:path>/", activities.start_quiz, name="start-quiz"),
    path("learn/complete/<str:enrolment_id>/", completion.course_complete, name="course-complete"),
    path("learn/sharing/stop/", completion.stop_sharing, name="stop-sharing"),
    path("learn/sharing/<str:enrolment_id>/", completion.sharing, name="sharing"),
    path("learn/sharing/<str:enrolment_id>/saved/", completion.sharing_saved, name="sharing-saved"),
    path("learn/<str:attempt_id>/", attempts.attempt, name="attempt"),
    path("learn/<str:attempt_id>/answer/", attempts.answer, name="answer"),
    path("learn/<str:attempt_id>/set-aside/", attempts.set_aside, name="set-aside"),
    path("learn/<str:attempt_id>/answered/<int:sequence>/", attempts.answered, name="answered"),
]

pages_in_front = [
    re_path(r"^((?:[\w\-]+/)*)$", pages.serve, name="page"),
]
