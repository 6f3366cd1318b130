from .attempts import Answered, answer_question, carry_on_attempt, set_aside_question, start_attempt
from .completion import finish_lesson, pass_by
from .enrolment import ensure_enrolment
from .erasing import ask_removal, erase_what_is_due, forget_holder
from .first_tap import begin_once, forget_first_taps
from .handover import carry_on_elsewhere, end_agreements
from .notices import decline_notice, note_notice_read, pass_on_sharing
from .people import begin_as_guest, close_phone, note_visit
from .sharing import agree_to_share, end_sharing
from .voiding import give_all_marks, give_mark, give_marks, people_concerned

__all__ = [
    "Answered",
    "agree_to_share",
    "answer_question",
    "ask_removal",
    "begin_as_guest",
    "begin_once",
    "carry_on_attempt",
    "carry_on_elsewhere",
    "close_phone",
    "decline_notice",
    "end_agreements",
    "end_sharing",
    "ensure_enrolment",
    "erase_what_is_due",
    "finish_lesson",
    "forget_first_taps",
    "forget_holder",
    "give_all_marks",
    "give_mark",
    "give_marks",
    "note_notice_read",
    "note_visit",
    "pass_by",
    "pass_on_sharing",
    "people_concerned",
    "set_aside_question",
    "start_attempt",
]
