"""Addresses of learning. `pages` stands in front of Wagtail's catch-all, with the same pattern."""

from django.urls import path, re_path

import partners.urls  # noqa: F401 - random_id is registered there
from partners.rules.access import public

from .views import activities, attempts, claim, completion, finishing, mailbox, pages, phone, pin
from .views.in_place import at_once
from .views.kept import screens as kept
from .views.kept import sending, worker

app_name = "learning"

urlpatterns = [
    path("phone/", phone.phone, name="phone"),
    path("phone/carry-on/", phone.carry_on, name="carry-on"),
    path("phone/pause/", phone.pause, name="pause"),
    path("phone/visit/", phone.visit, name="visit"),
    path("phone/own/", phone.own_phone, name="own-phone"),
    path("phone/pin/", pin.pin, name="pin"),
    path("phone/pin/off/", pin.pin_off, name="pin-off"),
    path("phone/fresh/", phone.start_fresh, name="start-fresh"),
    path("phone/clear/", phone.clear, name="clear-phone"),
    path("phone/kept/", kept.listed, name="kept"),
    path("phone/kept/send/", sending.send, name="kept-send"),
    path("phone/kept/news/<str:token>/", kept.news, name="kept-news"),
    path("phone/course/<random_id:enrolment_id>/", kept.keep, name="keep-course"),
    path("phone/course/<random_id:enrolment_id>/pages/", kept.pages, name="kept-pages"),
    path("tablet/finish/", finishing.finish, name="finish"),
    path("tablet/still-here/", finishing.still_here, name="still-here"),
    path("tablet/finished/", finishing.finished, name="finished"),
    path("code/", claim.code, name="code"),
    path("code/new/", claim.new_code, name="new-code"),
    path("code/slip/", claim.slip, name="slip"),
    path("code/open/", claim.open_work, name="open-work"),
    path("code/reset/", claim.reset, name="reset"),
    path("code/e-mail/", mailbox.email_code, name="email-code"),
    path("code/e-mail/typed/", mailbox.email_typed, name="email-typed"),
    path("code/e-mail/kept/", mailbox.email_kept, name="email-kept"),
    path("code/undo/<random_id:merger_id>/", claim.undo, name="undo-merger"),
    path("learn/finish/<path:path>/", at_once(activities.finish_lesson), name="finish-lesson"),
    path("learn/quiz/<path:path>/", at_once(activities.start_quiz), name="start-quiz"),
    path("learn/complete/<random_id:enrolment_id>/", completion.course_complete, name="course-complete"),
    path("learn/sharing/stop/", completion.stop_sharing, name="stop-sharing"),
    path("learn/sharing/notice/", completion.answer_notice, name="answer-notice"),
    path("learn/sharing/<random_id:enrolment_id>/", completion.sharing, name="sharing"),
    path("learn/sharing/<random_id:enrolment_id>/saved/", completion.sharing_saved, name="sharing-saved"),
    path("learn/<random_id:attempt_id>/", attempts.attempt, name="attempt"),
    path("learn/<random_id:attempt_id>/together/", attempts.together, name="together"),
    path("learn/<random_id:attempt_id>/answer/", at_once(attempts.answer), name="answer"),
    path("learn/<random_id:attempt_id>/set-aside/", at_once(attempts.set_aside), name="set-aside"),
    path("learn/<random_id:attempt_id>/go-on/", at_once(attempts.carry_on), name="go-on"),
    path("learn/<random_id:attempt_id>/answered/<int:sequence>/", attempts.answered, name="answered"),
]

# A worker reaches no further than the folder it lies in.
outside_languages = [path("worker.js", worker.script, name="worker")]

pages_in_front = [
    re_path(r"^((?:[\w\-]+/)*)$", pages.serve, name="page"),
]

access = [
    public("learning:phone"),
    public("learning:carry-on", "POST"),
    public("learning:pause", "POST"),
    public("learning:visit", "POST"),
    public("learning:own-phone", "POST"),
    public("learning:pin", "GET", "POST"),
    public("learning:pin-off", "POST"),
    public("learning:start-fresh", "GET", "POST"),
    public("learning:clear-phone", "GET", "POST"),
    public("learning:kept"),
    public("learning:kept-send", "GET", "POST"),
    public("learning:kept-news"),
    public("learning:keep-course", "GET", "POST"),
    public("learning:kept-pages"),
    public("worker"),
    public("learning:finish", "GET", "POST"),
    public("learning:still-here", "GET", "POST"),
    public("learning:finished"),
    public("learning:code"),
    public("learning:new-code", "POST"),
    public("learning:slip", "GET", "POST"),
    public("learning:open-work", "GET", "POST"),
    public("learning:reset", "POST"),
    public("learning:email-code", "GET", "POST"),
    public("learning:email-typed", "GET", "POST"),
    public("learning:email-kept"),
    public("learning:undo-merger", "POST"),
    public("learning:finish-lesson", "POST"),
    public("learning:start-quiz", "POST"),
    public("learning:course-complete"),
    public("learning:stop-sharing", "POST"),
    public("learning:answer-notice", "POST"),
    public("learning:sharing", "GET", "POST"),
    public("learning:sharing-saved"),
    public("learning:attempt"),
    public("learning:answer", "POST"),
    public("learning:set-aside", "POST"),
    public("learning:together"),
    public("learning:go-on", "POST"),
    public("learning:answered"),
    public("page"),
]
