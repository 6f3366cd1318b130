"""Help contacts: the screens of whoever keeps them, and the learner's way to say that a number failed."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from partners.enums import Ability
from partners.rules.access import in_place, public
from partners.views import contact_report, contacts

from . import converters  # noqa: F401 - random_id is registered there

urlpatterns = [
    path("contacts/", contacts.contacts, name="contacts"),
    path("contacts/new/", contacts.new_contact, name="new-contact"),
    path("contacts/<random_id:contact_id>/", contacts.change_contact, name="contact"),
    path("contacts/<random_id:contact_id>/checked/", contacts.checked, name="contact-checked"),
    path("contacts/<random_id:contact_id>/settle/", contacts.settle, name="contact-settle"),
]

for_everybody = [
    path("contact/<random_id:contact_id>/did-not-work/", contact_report.did_not_work, name="contact-report"),
    path("contact/<random_id:contact_id>/thanks/", contact_report.thanks, name="contact-thanks"),
]

access = [
    in_place("partners:contacts", Ability.MANAGE_CONTACTS, label=_("Contacts")),
    in_place("partners:new-contact", Ability.MANAGE_CONTACTS, "GET", "POST"),
    in_place("partners:contact", Ability.MANAGE_CONTACTS, "GET", "POST"),
    in_place("partners:contact-checked", Ability.MANAGE_CONTACTS, "GET", "POST"),
    in_place("partners:contact-settle", Ability.MANAGE_CONTACTS, "POST"),
    public("partners:contact-report", "GET", "POST"),
    public("partners:contact-thanks"),
]
