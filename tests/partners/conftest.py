"""A part of a course of Alder's own, and the people around it."""

import pytest
from django.test import Client

from accounts.models import User
from courses.domain.building import build_course
from courses.models import ModulePage
from partners.enums import EDITING_ROLES, Role
from tests.factories.courses import course_draft
from tests.factories.partners import Partners, make_person

from .editing import as_user, person
from .estate import Estate, make_estate


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


@pytest.fixture
def estate(two_partners, settings, tmp_path) -> Estate:
    """Pages, pictures and documents of Alder, of Birch and of all, each with a mark."""
    settings.MEDIA_ROOT = tmp_path
    return make_estate(two_partners)


@pytest.fixture
def everything(two_partners) -> User:
    """Every editing role at Alder: what is refused is refused for whose it is, not for a missing right."""
    return person(two_partners.alder, *sorted(EDITING_ROLES), email="all@alder.example")


@pytest.fixture
def editor(everything) -> Client:
    return as_user(everything)
