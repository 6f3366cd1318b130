"""The front page, without which no section can stand."""

from django.conf import settings
from django.db import transaction
from wagtail.models import Locale, Page, Site

from pages.models import HomePage

INTRODUCTION = (
    "<p>Free short courses about <b>keeping young people safe</b>, for parents, carers and neighbours.</p>"
    "<p>You can start now. There is no sign-up.</p>"
)


@transaction.atomic
def ensure_home() -> HomePage:
    """The front page of the site, in the place of the page that a new Wagtail begins with; made once."""
    home = HomePage.objects.first()
    if home:
        return home
    root = Page.get_first_root_node()
    for welcome in Page.objects.child_of(root).exact_type(Page).filter(slug="home"):
        welcome.delete()
    root = Page.get_first_root_node()
    home = root.add_child(
        instance=HomePage(
            title=settings.SITE_NAME,
            slug="home",
            locale=Locale.get_default(),
            introduction=INTRODUCTION,
        )
    )
    Site.objects.update_or_create(
        is_default_site=True,
        defaults={"hostname": "localhost", "port": 80, "root_page": home, "site_name": settings.SITE_NAME},
    )
    return home
