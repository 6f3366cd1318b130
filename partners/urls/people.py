"""People: who works at a partner, in which role, and the terms of those who see people."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from partners.enums import Ability
from partners.rules.access import in_place
from partners.views import people, terms

# The same screens twice: for a partner's own managers, and for the programme's, about another partner's managers.
_SCREENS = (
    ("", people.people, {}, "people", ("GET",)),
    ("invite/", people.invite, {}, "invite", ("GET", "POST")),
    (
        "invitations/<random_id:invitation>/resend/",
        people.change_invitation,
        {"act": "resend"},
        "resend-invitation",
        ("POST",),
    ),
    (
        "invitations/<random_id:invitation>/cancel/",
        people.change_invitation,
        {"act": "cancel"},
        "cancel-invitation",
        ("POST",),
    ),
    ("<random_id:person>/", people.person, {}, "person", ("GET",)),
    ("<random_id:person>/roles/", people.give, {}, "give-role", ("GET", "POST")),
    ("roles/<random_id:membership>/end/", people.end, {}, "end-role", ("GET", "POST")),
)

urlpatterns = [
    path("terms/", terms.terms, name="terms"),
    path("my-rights/", people.own_rights, name="own-rights"),
    *(path(f"people/{where}", view, given, name=name) for where, view, given, name, _takes in _SCREENS),
    *(
        path(f"partners/<slug:of>/people/{where}", view, given, name=f"partner-{name}")
        for where, view, given, name, _takes in _SCREENS
    ),
]

access = [
    # For whoever has a role there: the terms may be read by everybody, and what one may do oneself.
    in_place("partners:terms", None, "GET", "POST"),
    in_place("partners:own-rights", None),
    *(
        in_place(
            f"partners:{name}",
            Ability.MANAGE_STAFF,
            *methods,
            label=_("People") if name == "people" else "",
        )
        for _path, _view, _given, name, methods in _SCREENS
    ),
    *(
        in_place(f"partners:partner-{name}", Ability.MANAGE_PARTNERS, *methods)
        for _path, _view, _given, name, methods in _SCREENS
    ),
]
