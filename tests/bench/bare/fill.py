"""Copies the course that tests.bench.ours has told of: python -m tests.bench.bare.fill FACTS"""

import json
import sys
from pathlib import Path

import django

django.setup()

from django.db import transaction  # noqa: E402
from wagtail.models import Page, Site  # noqa: E402

from tests.bench.bare.models import CoursePage, HomePage, LessonPage, ModulePage, SectionPage  # noqa: E402


@transaction.atomic
def main(facts_file: str) -> None:
    course = json.loads(Path(facts_file).read_text())["course"]
    Page.objects.filter(depth=2).delete()
    home = Page.get_first_root_node().add_child(instance=HomePage(title="Home", slug="home"))
    Site.objects.update_or_create(
        is_default_site=True, defaults={"hostname": "localhost", "root_page": home, "site_name": "Bare"}
    )
    section = home.add_child(instance=SectionPage(title="Section", slug=course["section"]))
    top = section.add_child(instance=CoursePage(title=course["title"], slug=course["slug"]))
    for module in course["modules"]:
        part = top.add_child(instance=ModulePage(title=module["title"], slug=module["slug"]))
        for lesson in module["lessons"]:
            part.add_child(instance=LessonPage(**lesson))


if __name__ == "__main__":
    main(sys.argv[1])
