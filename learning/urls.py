"""Addresses of learning. `pages` stands in front of Wagtail's catch-all, with the same pattern."""

from django.urls import path, re_path, register_converter
from django.urls.converters import StringConverter

from .views import activities, attempts, completion, pages

app_name = "learning"


class RandomIdConverter(StringConverter):
    """What learning.models.ids.random_id gives: PostgreSQL refuses to look for a text with a NUL sign."""

    regex = "[A-Za-z0-9_-]{22}"


register_converter(RandomIdConverter, "random_id")

urlpatterns = [
    path("learn/finish/<path:path>/", activities.finish_lesson, name="finish-lesson"),
    path("learn/quiz/<path:path>/", activities.start_quiz, name="start-quiz"),
    path("learn/complete/<random_id:enrolment_id>/", completion.course_complete, name="course-complete"),
    path("learn/sharing/stop/", completion.stop_sharing, name="stop-sharing"),
    path("learn/sharing/<random_id:enrolment_id>/", completion.sharing, name="sharing"),
    path("learn/sharing/<random_id:enrolment_id>/saved/", completion.sharing_saved, name="sharing-saved"),
    path("learn/<random_id:attempt_id>/", attempts.attempt, name="attempt"),
    path("learn/<random_id:attempt_id>/answer/", attempts.answer, name="answer"),
    path("learn/<random_id:attempt_id>/set-aside/", attempts.set_aside, name="set-aside"),
    path("learn/<random_id:attempt_id>/answered/<int:sequence>/", attempts.answered, name="answered"),
]

pages_in_front = [
    re_path(r"^((?:[\w\-]+/)*)$", pages.serve, name="page"),
]
