"""The living page shows every component there is, to everybody who works at a partner and to nobody else."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from partners.enums import Role
from tests.factories.partners import make_person

COMPONENTS = Path(settings.BASE_DIR) / "templates" / "components"
SHEETS = Path(settings.BASE_DIR) / "static" / "css" / "components"
ADDRESS = "/staff/alder/look-of-site/"
# What stands around every page, and what a tablet asks, which would close this page too after a while.
ELSEWHERE = {"site_header.css", "site_footer.css", "tablet.css"}


@pytest.fixture
def trainer(two_partners):
    client = Client()
    client.force_login(make_person(two_partners.alder, Role.TRAINER))
    return client


def test_every_component_is_shown_by_its_own_template(trainer):
    response = trainer.get(ADDRESS)
    used = {template.name for template in response.templates}
    every = {f"components/{path.relative_to(COMPONENTS)}" for path in COMPONENTS.rglob("*.html")}

    assert every - used == set()


def test_every_sheet_of_a_component_dresses_something_there(trainer):
    html = trainer.get(ADDRESS).content.decode()
    shown = set(" ".join(re.findall(r'class="([^"]*)"', html)).split())
    bare = {}
    for sheet in SHEETS.glob("*.css"):
        classes = set(re.findall(r"\.([a-z][a-z0-9_-]*)", re.sub(r"{[^}]*}", "", sheet.read_text())))
        if sheet.name not in ELSEWHERE and classes and not classes & shown:
            bare[sheet.name] = sorted(classes)

    assert bare == {}


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ("", 'data-scheme="light" dir="ltr"'),
        ("?scheme=dark&direction=rtl", 'data-scheme="dark" dir="rtl"'),
        ("?scheme=%22%3E&direction=up", 'data-scheme="light" dir="ltr"'),
    ],
)
def test_it_is_shown_in_both_schemes_and_directions(trainer, asked, shown):
    response = trainer.get(ADDRESS + asked)

    assert shown in response.content.decode()
    assert response.content.decode().count('aria-current="page"') >= 1


def test_it_is_in_the_partners_own_brand_and_in_the_navigation(trainer):
    html = trainer.get(ADDRESS).content.decode()

    assert re.search(r'href="/alder/theme\.css', html)
    assert f'href="{ADDRESS}" aria-current="page">The look of this site' in html


def test_it_is_shown_in_every_brand_that_the_public_can_see(trainer, two_partners):
    birch = two_partners.birch
    html = trainer.get(f"{ADDRESS}?brand=birch&scheme=dark").content.decode()

    assert re.search(r'href="/birch/theme\.css', html)
    assert re.search(rf'brand=birch" aria-current="page">{birch.partner.short_name}<', html)
    assert 'data-scheme="dark"' in html

    birch.unpublish()
    html = trainer.get(f"{ADDRESS}?brand=birch").content.decode()
    assert "/birch/" not in html
    assert re.search(r'brand=alder" aria-current="page"', html)


def test_states_are_there(trainer):
    html = trainer.get(ADDRESS).content.decode()

    assert html.count('data-shows="focus"') >= 6
    for word in ("field--error", "tag--done", "is-done", "is-here", "contact--urgent"):
        assert word in html


def test_strangers_do_not_come_in(trainer, guest):
    assert trainer.get("/staff/birch/look-of-site/").status_code == 404
    assert guest.get(ADDRESS).status_code == 302


def test_it_costs_no_more_questions_than_any_screen_of_staff(trainer, django_assert_max_num_queries):
    trainer.get(ADDRESS)

    with django_assert_max_num_queries(14):
        trainer.get(ADDRESS)
