"""Addresses of the partners' floor: what the public uses, and the screens of a partner's staff."""

from django.urls import include, path

from partners import views
from partners.rules.access import Access, Who, public
from partners.views.invitation import invitation

from . import (
    brands,
    contacts,
    converters,  # noqa: F401 - random_id is registered there
    creating,
    exits,
    people,
    settings,
    statements,
)

app_name = "partners"

# Each module below holds the addresses of one kind of screen, and who may use them.
_screens = (creating, brands, people, settings, contacts, exits)

urlpatterns = [
    path("borough/", views.choose_borough, name="choose-borough"),
    path("reading/", views.reading, name="reading"),
    path("staff/acting-for/", views.acting_for, name="acting-for"),
    path("staff/invitation/<token:token>/", invitation, name="invitation"),
    *(path("staff/<slug:slug>/", include(screens.urlpatterns)) for screens in _screens),
    *contacts.for_everybody,
    *statements.urlpatterns,
]

# A partner's colours are the same in every language: outside the language prefix.
outside_languages = [
    path("<slug:slug>/theme.css", views.theme, name="partner-theme"),
]

access = [
    public("partners:choose-borough", "POST"),
    public("partners:reading", "GET", "POST"),
    # Whoever holds the link from the letter.
    public("partners:invitation", "GET", "POST"),
    public("partner-theme"),
    Access("partners:acting-for", Who.STAFF, ("GET", "POST")),
    *(entry for screens in _screens for entry in screens.access),
    *statements.access,
]
