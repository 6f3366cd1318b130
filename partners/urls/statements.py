"""Privacy and accessibility, for everybody; their words are kept free of courses (SECTION_WORDS)."""

from django.urls import path

from partners.rules.access import public
from partners.views import statements

urlpatterns = [
    path("privacy/", statements.privacy, name="privacy"),
    path("accessibility/", statements.accessibility, name="accessibility"),
    path("<slug:slug>/privacy/", statements.privacy, name="section-privacy"),
    path("<slug:slug>/accessibility/", statements.accessibility, name="section-accessibility"),
]

access = [
    public("partners:privacy"),
    public("partners:accessibility"),
    public("partners:section-privacy"),
    public("partners:section-accessibility"),
]
