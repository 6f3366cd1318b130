"""A part of a course of Alder's own, and the people around it."""

import pytest

from accounts.models import User
from courses.domain.building import build_course
from courses.models import ModulePage
from partners.enums import Role
from tests.factories.courses import course_draft
from tests.factories.partners import Partners, make_person

from .editing import person


@pytest.fixture
def module(two_partners) -> ModulePage:
    """A live part of a course of Alder's own; Birch has an approver too."""
    build_course(section=two_partners.alder, draft=course_draft(slug="own", modules=2, lessons=0))
    make_person(two_partners.birch, Role.APPROVER, "stranger@birch.example")
    return ModulePage.objects.get(url_path="/home/alder/own/1/")


@pytest.fixture
def both(two_partners) -> User:
    """Trainer and approver in one person."""
    return person(two_partners.alder, Role.TRAINER, Role.APPROVER, email="both@alder.example")


@pytest.fixture
def second(two_partners) -> User:
    return person(two_partners.alder, Role.APPROVER, email="second@alder.example")


@pytest.fixture
def trainer(two_partners) -> User:
    return person(two_partners.alder, Role.TRAINER, email="trainer@alder.example")


@pytest.fixture
def programmes(two_partners: Partners) -> User:
    return person(two_partners.programme, Role.APPROVER, email="approver@programme.example")
