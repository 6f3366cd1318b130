"""What the pages of a course have in common: neutral addresses and neutral browser titles."""

import secrets

from django.db import models
from django.http import Http404
from django.utils.translation import gettext as _

from pages.models import BasePage
from pages.validators import refuse_telling_words

# Letters and digits that are not mistaken for one another; no vowels, so no words.
ADDRESS_LETTERS = "bcdfghjkmnpqrstvwxz23456789"


class TaughtPage(BasePage):
    """A page of a course. Its address holds no word of its subject: a short key unless one is given.

    The address is not in the editor: it stays as it was first made.
    """

    promote_panels = []
    # Staff read a course's parts in the order in which learners meet them.
    admin_default_ordering = "ord"

    class Meta:
        abstract = True

    def serve(self, request, *args, **kwargs):
        """Only previews come this way: what is live is in the address book, and nothing else is shown."""
        if not getattr(request, "is_preview", False):
            raise Http404
        return super().serve(request, *args, **kwargs)

    def browser_title(self) -> str:
        """Of a preview; a learner's page is titled by its place in the course."""
        return _("Preview")

    def clean(self) -> None:
        """An address is no field of the editor: what is said of it stands above the form."""
        super().clean()
        refuse_telling_words(self.slug)

    def full_clean(self, *args, **kwargs) -> None:
        self._give_neutral_slug()
        super().full_clean(*args, **kwargs)

    def save(self, *args, **kwargs):
        # A draft is saved without being cleaned; Wagtail would make a slug of its title.
        self._give_neutral_slug()
        return super().save(*args, **kwargs)

    def _give_neutral_slug(self) -> None:
        if not self.slug:
            self.slug = "".join(secrets.choice(ADDRESS_LETTERS) for _letter in range(6))


class ActivityPage(TaughtPage):
    """A lesson or a quiz."""

    is_required = models.BooleanField(
        default=True, help_text="Gone through by everybody who completes the course."
    )

    parent_page_types = ["courses.ModulePage"]
    subpage_types = []

    class Meta:
        abstract = True
