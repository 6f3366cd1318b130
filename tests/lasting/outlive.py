"""Everything around certificates that were issued goes or changes; they and their checks do not.

    python -m tests.lasting.outlive COUNT sample|small

Prints the figures and what is wrong, as JSON.
"""

import json
import re
import sys
import time
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.core.files.images import ImageFile  # noqa: E402
from django.core.management import CommandError, call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.db.migrations.loader import MigrationLoader  # noqa: E402
from django.test import Client  # noqa: E402
from django.utils.html import strip_tags  # noqa: E402

from certificates.domain import codes, look_over  # noqa: E402
from certificates.tasks import render_certificate  # noqa: E402
from courses.domain.building import build_course  # noqa: E402
from courses.models import AdoptedCoursePage, CoursePage  # noqa: E402
from dashboards.domain import load_sample_partnership  # noqa: E402
from pages.models import HomePage, SiteImage  # noqa: E402
from partners.domain import public_content_changed  # noqa: E402
from partners.domain.renaming import rename_partner  # noqa: E402
from partners.models import Brand, Partner, PartnerPage  # noqa: E402
from tests.factories.courses import course_draft, make_small_course  # noqa: E402
from tests.factories.partners import make_partners  # noqa: E402
from tests.factories.pictures import picture_file  # noqa: E402

from .holders import HEADERS, Holder, all_files, holders  # noqa: E402

# Who becomes part of whom.
MERGED = {"sample": ("clarion", "peabody"), "small": ("alder", "birch")}
NOW_PART_OF = re.compile(r", now part of [^\n]+")
# For whoever prints the check: when it was looked at, to the minute.
LOOKED_AT = re.compile(r"Checked on \d+ \w+ \d{4}, \d\d:\d\d at")
# Beside one's own certificate, as long as the association it was made with has a course team to share with.
SHARING_IS_OFFERED = re.compile(r"\nOne more thing, if you like[^\n]*")


@dataclass(frozen=True)
class State:
    """All that anybody sees of one certificate."""

    stored: str
    served: str
    check: str
    page: str


def build(world: str) -> None:
    call_command("migrate", interactive=False, verbosity=0)
    if world == "sample":
        load_sample_partnership()
    else:
        partners = make_partners()
        make_small_course(partners)
        build_course(section=partners.alder, draft=course_draft(slug="course-2", modules=1))
    for slug in MERGED[world]:
        logo = SiteImage(title="Logo", file=ImageFile(picture_file((300, 120)), name="logo.webp"))
        logo.save()
        Brand.objects.filter(partner__slug=slug).update(logo=logo, signature=logo, logo_alt="The logo")
    public_content_changed()


def upheaval(world: str) -> dict:
    """In the order in which it may well happen. How much of each went."""
    source, target = MERGED[world]
    gone = {"courses": 0, "pages": 0, "pictures": 0}
    for page in (*AdoptedCoursePage.objects.all(), *CoursePage.objects.all()):
        gone["pages"] += page.get_descendants().count()
        gone["courses"] += 1
        type(page).objects.get(pk=page.pk).delete()
    for image in SiteImage.objects.all():
        gone["pictures"] += 1
        image.delete()
    for home in HomePage.objects.all():
        for page in home.get_children():
            if not PartnerPage.objects.filter(pk=page.pk).exclude(partner__slug=source).exists():
                gone["pages"] += page.get_descendants(inclusive=True).count()
                home.get_children().get(pk=page.pk).specific.delete()
    call_command("purge_revisions", days=0, verbosity=0)
    partner = Partner.objects.get(slug=source)
    rename_partner(partner=partner, by=None, slug="another-name", name="Another Name", short_name="Other")
    call_command("merge_partners", "another-name", target, "--go", stdout=Quiet())
    Brand.objects.update(
        brand_colour="#101010", accent_colour="#f0f0f0", monogram="XX", signatory_name="Other"
    )
    public_content_changed()
    _one_migration_back_and_forth()
    return gone


def _one_migration_back_and_forth() -> None:
    for name in _migrations()[-2:]:
        _migrate_to(name)


def _migrations() -> list[str]:
    return sorted(name for app, name in MigrationLoader(connection).graph.nodes if app == "certificates")


def _migrate_to(name: str) -> None:
    call_command("migrate", "certificates", name, interactive=False, verbosity=0)


def a_step_back_forgets_nothing(holder: Holder) -> list[str]:
    """What its holder keeps private stays so: the migrations back that would forget it are refused."""
    holder.phone.post(f"{holder.certificate}others/", {"view": "private"})
    try:
        _migrate_to(_migrations()[0])
        return ["a migration back did not say what it would have forgotten"]
    except CommandError:
        pass
    _migrate_to(_migrations()[-1])
    code = next(file.certificate for file in all_files() if file.certificate.public_id in holder.certificate)
    shown = Client(**HEADERS).get(f"/check/{codes.printed(code.code)}/").content.decode()
    return [] if "keeps this certificate private" in shown else ["what was private is shown"]


def states(found: list[Holder]) -> list[State]:
    by_id, anybody = {file.certificate.public_id: file for file in all_files()}, Client(**HEADERS)
    return [_state(holder, by_id[holder.certificate.split("/")[-2]], anybody) for holder in found]


def _state(holder: Holder, file, anybody: Client) -> State:
    served = holder.phone.get(f"{holder.certificate}certificate.pdf")
    check = anybody.get(f"/check/{codes.printed(file.certificate.code)}/")
    page = holder.phone.get(holder.certificate)
    if (served.status_code, check.status_code, page.status_code) != (200, 200, 200):
        raise RuntimeError(f"{served.status_code} {check.status_code} {page.status_code} for {file.pk}")
    if served["Content-Type"] != "application/pdf":
        raise RuntimeError(f"certificate {file.pk} is not served")
    stored = (Path(settings.PRIVATE_ROOT) / file.file_name).read_bytes()
    return State(_hash(stored), _hash(served.content), _words(check), _words(page))


def _words(response) -> str:
    """What a page says: its title, and all between its head and its foot."""
    html = response.content.decode()
    parts = [re.search(what, html, re.S)[0] for what in (r"<title>.*?</title>", r"<main\b.*</main>")]
    text = re.sub(r"[ \t]*\n\s*", "\n", strip_tags("\n".join(parts).replace("</dd>", "</dd>\n")))
    return LOOKED_AT.sub("Checked at", SHARING_IS_OFFERED.sub("", text))


def _hash(data: bytes) -> str:
    return sha256(data).hexdigest()


def compared(found: list[Holder], before: list[State], after: list[State], merged_id: int) -> list[str]:
    wrong = []
    for holder, was, now in zip(found, before, after, strict=True):
        for what in ("stored", "served"):
            if getattr(was, what) != getattr(now, what):
                wrong.append(f"{what} bytes of {holder.certificate} changed")
        for what in ("check", "page"):
            text = getattr(now, what)
            if NOW_PART_OF.sub("", text) != getattr(was, what):
                other = set(text.split("\n")) ^ set(getattr(was, what).split("\n"))
                wrong.append(f"the {what} of {holder.certificate} says something else: {sorted(other)[:4]}")
            is_of_merged = holder.partner_id == merged_id and not holder.is_in_programmes_name
            if bool(NOW_PART_OF.search(text)) != is_of_merged:
                wrong.append(f"the {what} of {holder.certificate}: whose it is now part of")
        if now.stored != now.served:
            wrong.append(f"{holder.certificate}: what is served is not what is stored")
    return wrong


def main(count: str, world: str) -> dict:
    began = time.monotonic()
    build(world)
    merged_id = Partner.objects.get(slug=MERGED[world][0]).pk
    found = list(holders(int(count)))
    for file in all_files():
        render_certificate.func(file.pk)
    issued, before = time.monotonic(), states(found)
    gone = upheaval(world)
    wrong = compared(found, before, states(found), merged_id)
    wrong += a_step_back_forgets_nothing(found[0])
    wrong += look_over().wrong
    partners = {holder.partner_id for holder in found}
    return {
        "figures": {
            "certificates": len(found),
            "partners": len(partners),
            "of the merged partner": sum(holder.partner_id == merged_id for holder in found),
            "in the programme's name": sum(holder.is_in_programmes_name for holder in found),
            **{f"{what} gone": number for what, number in gone.items()},
            "files": len({state.stored for state in before}),
            "seconds to issue": round(issued - began),
            "seconds in all": round(time.monotonic() - began),
        },
        "wrong": wrong,
    }


class Quiet:
    def write(self, _text: str) -> None:
        pass

    def flush(self) -> None:
        pass


if __name__ == "__main__":
    print(json.dumps(main(*sys.argv[1:])))
