"""People to sign in as in the demo: one for each role, and in the demo alone."""

import pytest

from accounts.models import User
from dashboards.domain.demo_staff import DEMO_PEOPLE, NotADemo, make_demo_staff
from partners.enums import Role
from partners.models import Partner, TermsAcceptance
from partners.queries.broken_rules import broken_rules
from partners.rules import places_of
from tests.factories.partners import make_partners


@pytest.fixture
def clarion(db):
    make_partners()
    Partner.objects.filter(slug="alder").update(slug="clarion")


def test_there_is_one_for_each_role(clarion, settings):
    settings.IS_DEMO = True

    first = make_demo_staff(passwords={})
    again = make_demo_staff(passwords=first)

    assert {person.role for person in DEMO_PEOPLE} == set(Role)
    assert first == again
    for person in DEMO_PEOPLE:
        user = User.objects.get(email=person.email)
        assert user.check_password(first[person.email])
        assert [(place.partner.slug, place.roles) for place in places_of(user)] == [
            (person.partner, {person.role})
        ]
    assert not TermsAcceptance.objects.exists()
    assert {row.rule for row in broken_rules()} <= {"no manager"}


def test_they_are_refused_elsewhere(clarion):
    with pytest.raises(NotADemo):
        make_demo_staff(passwords={})
