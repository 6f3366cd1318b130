"""Three partners and the programme, each with everything a partner can own, and every word of it marked."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.utils import timezone
from wagtail.models import Collection

from accounts.models import User
from courses.models import CoursePage
from dashboards.domain.sample import ensure_home
from pages.models import HomePage, SiteDocument, SiteImage
from partners.conf import SHARED_COLLECTION, TERMS_VERSION
from partners.domain import give_role, keep_groups_in_step, public_content_changed, record
from partners.enums import ContactScope, Role
from partners.models import (
    ContactReport,
    ExitAddress,
    Membership,
    Partner,
    PartnerPage,
    PartnerSettings,
    SharedTablet,
    StaffInvitation,
    SupportContact,
    TermsAcceptance,
)
from tests.factories.partners import make_section
from tests.factories.pictures import picture_file

from . import content, learners
from .marks import mark, words

PASSWORD = "a long password"
SLUGS = {"alder": "alder", "birch": "birch", "cedar": "cedar", "shared": "programme"}
PARTNER_ROLES = (
    Role.TRAINER,
    Role.APPROVER,
    Role.COMMUNICATIONS,
    Role.COORDINATOR,
    Role.WORKSHOP_HOST,
    Role.MANAGER,
)
PROGRAMME_ROLES = (
    Role.TRAINER,
    Role.APPROVER,
    Role.COMMUNICATIONS,
    Role.PROGRAMME_ANALYST,
    Role.PROGRAMME_MANAGER,
)


@dataclass
class Owner:
    """`things`: noun → the values that stand for such a thing in an address or a form."""

    name: str
    section: PartnerPage
    staff: dict[Role, User] = field(default_factory=dict)
    things: dict[str, list] = field(default_factory=lambda: defaultdict(list))
    learner_token: str = ""

    @property
    def partner(self) -> Partner:
        return self.section.partner

    @property
    def slug(self) -> str:
        return SLUGS[self.name]


@dataclass
class World:
    home: HomePage
    owners: dict[str, Owner]
    course: CoursePage


def plant() -> World:
    """All of it; in the transaction of whoever asks."""
    home = ensure_home()
    owners = {name: Owner(name, _section(home, name)) for name in SLUGS}
    public_content_changed()
    for owner in owners.values():
        keep_groups_in_step(partner=owner.partner)
        _staff(owner)
        _media(owner)
    course = content.shared_course(owners["shared"])
    for owner in owners.values():
        if owner.name != "shared":
            content.own_course(owner)
            content.taken_up(owner, course)
        content.drafts(owner)
        _contact(owner)
        _invitation(owner)
        _tablet(owner)
        if owner.name == "shared":
            _exit(owner)
        _trail(owner)
    public_content_changed()
    for owner in owners.values():
        if owner.name != "shared":
            learners.plant(owner)
    return World(home, owners, course)


def _section(home: HomePage, name: str) -> PartnerPage:
    said = words(name, "public")
    section = make_section(
        home,
        SLUGS[name],
        is_programme=name == "shared",
        welcome=said,
        help_statement=said,
        safeguarding_statement=said,
        footer=said,
        co_brand_line=said,
        sender_name=said,
        signatory_name=said,
    )
    Partner.objects.filter(pk=section.partner_id).update(opened_at=timezone.now())
    kept = {
        "safeguarding_lead_name": words(name, "settings"),
        "safeguarding_lead_number": mark(name, "settings"),
        "safeguarding_lead_email": f"{mark(name, 'settings')}@x.example",
        "out_of_hours_label": words(name, "settings"),
        "data_protection_name": words(name, "settings"),
        "complaint_name": words(name, "settings"),
        "privacy_notice": words(name, "public"),
        "accessibility_statement": words(name, "public"),
    }
    PartnerSettings.objects.update_or_create(partner=section.partner, defaults=kept)
    return PartnerPage.objects.get(pk=section.pk)


def _staff(owner: Owner) -> None:
    for role in PROGRAMME_ROLES if owner.name == "shared" else PARTNER_ROLES:
        email = f"{mark(owner.name, 'staff')}.{role.value}@x.example"
        user = User.objects.create_user(
            email, PASSWORD, first_name=words(owner.name, "staff"), last_name=role.value
        )
        workshop = words(owner.name, "workshop") if role is Role.WORKSHOP_HOST else ""
        give_role(user=user, partner=owner.partner, role=role, workshop=workshop)
        owner.staff[role] = user
        owner.things["user"].append(user.pk)
        owner.things["user_id"].append(user.public_id)
        accept_terms(user, owner.partner)
    rows = Membership.objects.filter(partner=owner.partner).values_list("public_id", flat=True)
    owner.things["membership_id"] += list(rows)
    groups = Group.objects.filter(user__in=owner.staff.values(), name__contains=":")
    owner.things["group"] += list(groups.order_by("pk").values_list("pk", flat=True).distinct())


def accept_terms(user: User, partner: Partner) -> None:
    """So that the terms stand in nobody's way."""
    TermsAcceptance.objects.get_or_create(
        user=user, partner=partner, version=TERMS_VERSION, defaults={"accepted_at": timezone.now()}
    )


def _media(owner: Owner) -> None:
    root = Collection.get_first_root_node()
    own = root.get_children().get(name=owner.slug)
    within = own.add_child(name=words(owner.name, "collection"))
    owner.things["collection"] += [own.pk, within.pk]
    names = [(own, "file"), (within, "file")]
    if owner.name == "shared":
        common = root.get_children().get(name=SHARED_COLLECTION)
        owner.things["common_collection"].append(common.pk)
        names.append((common, "common"))
    for collection, kind in names:
        image = SiteImage.objects.create(
            title=words(owner.name, kind),
            collection=collection,
            uploaded_by_user=owner.staff[Role.TRAINER],
            file=ImageFile(picture_file((40, 30)), name=f"{mark(owner.name, kind)}.webp"),
        )
        paper = SiteDocument.objects.create(
            title=words(owner.name, kind),
            collection=collection,
            uploaded_by_user=owner.staff[Role.TRAINER],
            file=ContentFile(b"paper", name=f"{mark(owner.name, kind)}.pdf"),
        )
        prefix = "common_" if kind == "common" else ""
        owner.things[f"{prefix}image"].append(image.pk)
        owner.things[f"{prefix}document"].append(paper.pk)
        if not prefix:
            owner.things["document_name"].append(paper.filename)
            owner.things["image_path"].append(image.file.name)


def _contact(owner: Owner) -> None:
    contact = SupportContact.objects.create(
        key=f"line-{owner.slug}",
        name=words(owner.name, "contact"),
        purpose="Help",
        number=f"020 7946 0000 {mark(owner.name, 'contact')}"[:40],
        note=words(owner.name, "contact"),
        scope=ContactScope.PARTNER,
        partner=owner.partner,
        review_by=date(2020, 1, 1),
    )
    ContactReport.objects.create(contact=contact, partner=owner.partner, reported_at=timezone.now())
    owner.things["contact_id"].append(contact.public_id)
    owner.things["contact"].append(contact.pk)
    owner.things["contact_key"].append(contact.key)
    if owner.name == "shared":
        national = SupportContact.objects.create(
            key="line-national", name=words("shared", "common"), purpose="Help", scope=ContactScope.NATIONAL
        )
        owner.things["common_contact_id"].append(national.public_id)


def _invitation(owner: Owner) -> None:
    now = timezone.now()
    row = StaffInvitation.objects.create(
        partner=owner.partner,
        email=f"{mark(owner.name, 'invitation')}@x.example",
        role=Role.TRAINER,
        token_hash=f"hash of {owner.name}",
        invited_by=next(iter(owner.staff.values())),
        invited_at=now,
        expires_at=now + timedelta(days=7),
    )
    owner.things["invitation_id"].append(row.public_id)


def _tablet(owner: Owner) -> None:
    row = SharedTablet.objects.create(partner=owner.partner, label=words(owner.name, "settings"))
    owner.things["tablet_id"].append(row.public_id)


def _exit(owner: Owner) -> None:
    """The programme's list, which nobody else keeps."""
    row = ExitAddress.objects.create(url="https://weather.example/", what="a weather page", position=1)
    owner.things["exit_id"].append(row.public_id)


def _trail(owner: Owner) -> None:
    manager = owner.staff.get(Role.MANAGER) or owner.staff[Role.PROGRAMME_MANAGER]
    entry = record(
        actor=manager,
        verb="export people",
        of=owner.partner,
        partner=owner.partner,
        purpose=words(owner.name, "audit"),
    )
    owner.things["audit"].append(entry.pk)
