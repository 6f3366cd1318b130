"""People: who works at a partner, in which role, and the terms of those who see people."""

from django.urls import path

from partners.rules.access import in_place
from partners.views import terms

urlpatterns = [
    path("terms/", terms.terms, name="terms"),
]

access = [
    # For whoever has a role there: the terms may be read by everybody.
    in_place("partners:terms", None, "GET", "POST"),
]
