from django.dispatch import receiver

from certificates.domain import make_available
from learning.signals import course_completed


@receiver(course_completed)
def make_certificate_available(sender, completion, outline, language, **kwargs):
    """Inside the completing transaction: reads the partner's pictures at most, and writes to the database only."""
    make_available(completion=completion, outline=outline, language=language)
