"""The one signal of ours."""

from django.dispatch import Signal

# Sent inside the completing transaction with `completion` (CourseCompletion), `outline` (the course as the
# learner's edition has it) and `language`. Receivers touch only the database; what takes long goes on commit.
course_completed = Signal()
