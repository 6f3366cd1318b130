"""Contacts by key. The words and numbers come from the record at the moment of reading."""

from django.apps import apps
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import ChoiceBlock, ListBlock, StructBlock

from partners.conf import HELP_PAGE_KEY


def contact_choices() -> list[tuple[str, str]]:
    """The help page, and each contact once, whatever boroughs and partners have one of their own."""
    contacts = apps.get_model("partners", "SupportContact").objects.order_by("name")
    rows = contacts.values_list("key", "name")
    shown = set(contacts.filter(withdrawn_at__isnull=True).values_list("key", flat=True))
    # A key that boroughs share is named by itself: "Borough front door".
    names: dict[str, str] = {}
    for key, name in rows:
        names[key] = name if key not in names else key.replace("_", " ").capitalize()
    # A page that names it can still be saved.
    names = {
        key: name if key in shown else _("%s (taken away for safety)") % name for key, name in names.items()
    }
    return [(HELP_PAGE_KEY, _("The help page")), *sorted(names.items(), key=lambda row: row[1].lower())]


class ContactKeyBlock(ChoiceBlock):
    """Chosen from a list in the editor; when it is read, a key is a key and asks nothing of the database."""

    def __init__(self, **kwargs):
        super().__init__(**{"choices": contact_choices, **kwargs})

    def to_python(self, value):
        return value


class ContactsBlock(StructBlock):
    keys = ListBlock(ContactKeyBlock(), min_num=1, label=_("Contacts"))

    class Meta:
        icon = "help"
        label = _("Support contacts")
        template = "blocks/contacts.html"
