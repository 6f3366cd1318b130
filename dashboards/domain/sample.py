"""The sample partnership: the programme, the associations, contacts and three complete courses.

Repeatable: what is there already, and what somebody has changed in it, is left as it is.
"""

import tomllib
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.core.files.images import ImageFile
from django.db import transaction
from django.utils import timezone
from wagtail.models import Collection, Page

from courses.domain import adopt_course
from courses.domain.building import build_course, stream
from courses.domain.manuscript import prose, read_course, read_page
from courses.models import AdoptedCoursePage, CoursePage
from pages.domain import ensure_home
from pages.models import HomePage, SiteImage, StandardPage
from partners.conf import RETENTION_MONTHS, SHARED_COLLECTION
from partners.domain import keep_groups_in_step, public_content_changed
from partners.enums import ContactScope
from partners.models import (
    Borough,
    Brand,
    HelpPage,
    Partner,
    PartnerMerger,
    PartnerPage,
    PartnerSettings,
    PartnerSlug,
    SupportContact,
)

Tell = Callable[[str], None]

PARTNER_SAMPLES = Path(settings.BASE_DIR) / "partners" / "samples"
COURSE_SAMPLES = Path(settings.BASE_DIR) / "courses" / "samples"
SHARED_COURSES = ("course_1", "course_2", "course_3")
OWN_COURSE = "own_course"
# The association that shows how a course of one's own looks.
OWN_COURSE_PARTNER = "clarion"


@transaction.atomic
def load_sample_partnership(*, tell: Tell = lambda _line: None) -> None:
    """Everything, in one transaction: an interrupted load leaves nothing half-made. What is there stays as it is."""
    home = ensure_home()
    load_boroughs()
    tell("Boroughs and support contacts")
    load_contacts()
    partners = load_partners()
    sections = {}
    for entry in _entries("partners.toml", "partner"):
        # Who has become part of another, or has left, stays so.
        if "welcome" in entry and partners[entry["slug"]].left_on is None:
            tell(f"Section of {entry['name']}")
            sections[entry["slug"]] = load_section(home, partners[entry["slug"]], entry)
    pictures = load_pictures()
    for name in SHARED_COURSES:
        _share_course(name, sections, pictures, tell)
    if OWN_COURSE_PARTNER in sections:
        own = read_course(COURSE_SAMPLES / OWN_COURSE)
        build_course(section=sections[OWN_COURSE_PARTNER], draft=own, is_sample=True, progress=tell)
    _load_pages(home)
    for slug in sections:
        keep_groups_in_step(partner=partners[slug])
    public_content_changed()


def _share_course(name: str, sections: dict[str, PartnerPage], pictures: dict[str, int], tell: Tell) -> None:
    programme = next(section for section in sections.values() if section.partner.is_programme)
    draft = read_course(COURSE_SAMPLES / name)
    course = build_course(
        section=programme, draft=draft, is_shared=True, is_sample=True, images=pictures, progress=tell
    )
    if not (course.live and course.is_shared):
        # Somebody has taken it back; who has it keeps their page, and nobody gets a new one.
        return
    for section in sections.values():
        taken = AdoptedCoursePage.objects.child_of(section).filter(course_key=course.translation_key)
        # What a partner has ended stays ended.
        if section != programme and not taken.exists():
            adopt_course(
                section=section, course=course, own_introduction=_introduction(section.partner, course)
            )


def _introduction(partner: Partner, course: CoursePage) -> str:
    return prose(
        f"Sample. {partner.name} has not written or approved this. "
        f"Neighbours and families in our homes are welcome to take {course.neutral_title}, in their own time."
    )


def load_pictures() -> dict[str, int]:
    """The drawn pictures of the lessons, in the collection that all partners share: name → id."""
    root = Collection.get_first_root_node()
    shared = root.get_children().filter(name=SHARED_COLLECTION).first() or root.add_child(
        name=SHARED_COLLECTION
    )
    found = {}
    for path in sorted((COURSE_SAMPLES / "pictures").glob("*.webp")):
        title = path.stem.replace("-", " ").capitalize()
        image = SiteImage.objects.filter(collection=shared, title=title).first()
        if image is None:
            image = SiteImage(collection=shared, title=title, file=ImageFile(path.open("rb"), name=path.name))
            image.save()
        found[path.stem] = image.pk
    return found


def load_boroughs() -> None:
    for entry in _entries("boroughs.toml", "borough"):
        Borough.objects.get_or_create(key=entry["key"], defaults={"name": entry["name"]})


def load_contacts() -> None:
    """Nobody has rung these yet: `last_checked_on` stays empty, and learners read so."""
    boroughs = {borough.key: borough for borough in Borough.objects.all()}
    for entry in _entries("contacts.toml", "contact"):
        SupportContact.objects.get_or_create(
            key=entry["key"],
            borough=boroughs.get(entry.get("borough", "")),
            partner=None,
            defaults={
                "scope": ContactScope(entry["scope"]),
                "is_sample": not entry.get("never_doubted", False),
                "is_never_doubted": entry.get("never_doubted", False),
                "is_emergency": entry.get("is_emergency", False),
                **{name: entry.get(name, "") for name in CONTACT_TEXTS},
            },
        )


CONTACT_TEXTS = (
    "name",
    "purpose",
    "number",
    "second_number",
    "second_number_label",
    "hours",
    "web",
    "chat",
    "text_route",
    "bsl_route",
    "languages",
    "who_for",
    "note",
)


def load_partners(*, before_mergers: bool = False) -> dict[str, Partner]:
    """All partners with their dates; those who have left point to who carries on, by a merger like any other.

    `before_mergers`: as if nobody had joined anybody yet.
    """
    found: dict[str, Partner] = {}
    for entry in _entries("partners.toml", "partner"):
        renamed = PartnerSlug.objects.filter(slug=entry["slug"]).select_related("partner").first()
        if renamed:
            found[entry["slug"]] = renamed.partner
            continue
        found[entry["slug"]], made = Partner.objects.get_or_create(
            slug=entry["slug"],
            defaults={
                "name": entry["name"],
                "short_name": entry["short_name"],
                "is_programme": entry.get("is_programme", False),
                "joined_on": entry["joined_on"],
                "left_on": None if before_mergers else entry.get("left_on"),
                "is_sharing_on": not entry.get("is_programme", False),
                "succeeded_by": None if before_mergers else found.get(entry.get("succeeded_by", "")),
                "dates_note": entry.get("note", ""),
            },
        )
        if made and found[entry["slug"]].succeeded_by:
            _load_merger(found[entry["slug"]])
        if made and entry.get("boroughs"):
            found[entry["slug"]].boroughs.set(Borough.objects.filter(key__in=entry["boroughs"]))
    return found


def _load_merger(source: Partner) -> None:
    """Nothing was here to be carried out; it is known that it happened, and on which day."""
    PartnerMerger.objects.get_or_create(
        source=source,
        defaults={
            "target": source.succeeded_by,
            "dated_on": source.left_on,
            "merged_at": timezone.now(),
        },
    )


def load_section(home: HomePage, partner: Partner, entry: dict) -> PartnerPage:
    """A partner's front page, help page and brand."""
    Brand.objects.get_or_create(
        partner=partner, defaults={name: _one_line(entry[name]) for name in BRAND_TEXTS if name in entry}
    )
    section = PartnerPage.objects.filter(partner=partner, locale_id=home.locale_id).first()
    if section is None:
        section = home.add_child(
            instance=PartnerPage(
                title=partner.name, slug=partner.slug, locale_id=home.locale_id, partner=partner
            )
        )
        _add_help_page(section, partner.slug)
        load_settings(partner)
    return section


def load_settings(partner: Partner) -> None:
    """Sample notices, and open at once: this is how a section looks, not how one is got ready."""
    entries = tomllib.loads((PARTNER_SAMPLES / "settings.toml").read_text())
    texts = {
        name: entry.replace("{name}", partner.name) if isinstance(entry, str) else entry
        for name, entry in entries.items()
    }
    months = {name: offered for name, (offered, _fewest, _most) in RETENTION_MONTHS.items()}
    PartnerSettings.objects.get_or_create(partner=partner, defaults={**texts, **months})
    Partner.objects.filter(pk=partner.pk, opened_at=None).update(opened_at=timezone.now())


BRAND_TEXTS = (
    "monogram",
    "brand_colour",
    "accent_colour",
    "welcome",
    "help_statement",
    "safeguarding_statement",
    "co_brand_line",
    "signatory_name",
    "signatory_role",
)


def _load_pages(home: HomePage) -> None:
    _add_help_page(home, "home")
    if not StandardPage.objects.child_of(home).filter(slug="words").exists():
        title, words = read_page(COURSE_SAMPLES / "glossary.md")
        home.add_child(
            instance=StandardPage(
                title=title, slug="words", locale_id=home.locale_id, body=stream(words, ("home", "words"))
            )
        )


def _add_help_page(parent: Page, base: str) -> None:
    if HelpPage.objects.child_of(parent).filter(slug="help").exists():
        return
    title, body = read_page(COURSE_SAMPLES / "help_card.md")
    parent.add_child(
        instance=HelpPage(
            title=title, slug="help", locale_id=parent.locale_id, body=stream(body, (base, "help"))
        )
    )


def _entries(file: str, name: str) -> list[dict]:
    return tomllib.loads((PARTNER_SAMPLES / file).read_text())[name]


def _one_line(text: str) -> str:
    return " ".join(text.split())
