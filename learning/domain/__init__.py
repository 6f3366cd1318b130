from .attempts import Answered, answer_question, set_aside_question, start_attempt
from .completion import finish_lesson
from .enrolment import ensure_enrolment
from .people import begin_as_guest, close_phone, note_visit
from .sharing import agree_to_share, end_sharing

__all__ = [
    "Answered",
    "agree_to_share",
    "answer_question",
    "begin_as_guest",
    "close_phone",
    "end_sharing",
    "ensure_enrolment",
    "finish_lesson",
    "note_visit",
    "set_aside_question",
    "start_attempt",
]
