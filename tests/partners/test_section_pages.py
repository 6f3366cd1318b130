"""A section stands at its partner's address and a help page at "help"; no editor moves them."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from courses.models import AdoptedCoursePage, CoursePage
from pages.models import HomePage
from partners.conf import RESERVED_SLUGS
from partners.models import HelpPage, Partner, PartnerPage


def slugs(model) -> list[str]:
    return list(model.objects.order_by("path").values_list("slug", flat=True))


def partner(slug: str) -> Partner:
    return Partner(slug=slug, name="Cedar Homes", short_name="Cedar", joined_on=date(2026, 1, 1))


@pytest.mark.parametrize("model", [PartnerPage, HelpPage, AdoptedCoursePage])
def test_editor_offers_no_address(model):
    assert "slug" not in model.get_edit_handler().get_form_class().base_fields


def test_section_keeps_its_partners_address(two_partners):
    section = PartnerPage.objects.get(pk=two_partners.alder.pk)
    section.slug = "elsewhere"

    section.save_revision().publish()

    assert slugs(PartnerPage) == ["programme", "alder", "birch"]
    assert PartnerPage.objects.get(pk=section.pk).url_path == "/home/alder/"


@pytest.mark.parametrize("live", [True, False])
def test_help_page_is_always_at_help(two_partners, live):
    page = two_partners.alder.add_child(
        instance=HelpPage(title="Who can help", slug="who", locale=two_partners.home.locale, live=live)
    )

    assert slugs(HelpPage) == ["help"]
    assert HelpPage.objects.get(pk=page.pk).url_path == "/home/alder/help/"


def test_add_child_page_offers_one_help_page_in_a_place(two_partners):
    before = HelpPage.can_create_at(two_partners.alder)
    two_partners.alder.add_child(instance=HelpPage(title="Help", locale=two_partners.home.locale))

    after = [HelpPage.can_create_at(section) for section in (two_partners.alder, two_partners.birch)]

    assert (before, after) == (True, [False, True])


def test_add_child_page_offers_what_an_editor_can_make():
    assert PartnerPage.creatable_subpage_models() == [HelpPage, CoursePage]
    assert PartnerPage not in HomePage.creatable_subpage_models()


@pytest.mark.parametrize("slug", sorted(RESERVED_SLUGS))
def test_partner_with_an_address_of_the_site_is_refused(db, slug):
    with pytest.raises(ValidationError) as refused:
        partner(slug).clean()

    assert refused.value.message_dict == {"slug": ["The site itself uses this address. Choose another word."]}


def test_partner_with_an_address_of_its_own_is_taken(two_partners):
    partner("cedar").full_clean()
