"""Staff see the progress of what was done with their own partner; the learner sees all of it."""

import pytest
from django.test import Client
from django_scopes.exceptions import ScopeError

from learning.models import Enrolment, Learner
from learning.queries import progress_of, with_progress
from partners.scoping import Exemption, for_learner, for_partners, past_the_doors


@pytest.fixture
def learner(small_course):
    """Begins with Alder, and reads the second lesson in Birch's section."""
    phone = Client()
    phone.post("/learn/finish/alder/course-1/1/1/")
    phone.post("/learn/finish/birch/course-1/1/2/")
    with past_the_doors(Exemption.MERGE):
        return Learner.objects.get()


def done() -> list[int]:
    return [progress_of(row).done for row in with_progress(Enrolment.objects.all())]


def test_learner_sees_all_of_it(learner):
    with for_learner(learner.pk):
        assert done() == [2]


def test_partner_sees_what_was_done_with_it(learner, small_course):
    with for_partners([small_course.partners.alder.partner_id]):
        assert done() == [1]


def test_partner_it_was_not_begun_with_sees_nothing(learner, small_course):
    with for_partners([small_course.partners.birch.partner_id]):
        assert done() == []


def test_two_partners_together_see_both(learner, small_course):
    partners = small_course.partners
    with for_partners([partners.alder.partner_id, partners.birch.partner_id]):
        assert done() == [2]


def test_progress_without_a_door_is_refused(learner):
    with pytest.raises(ScopeError):
        done()
