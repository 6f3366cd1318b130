"""Inviting somebody, giving another role, ending one."""

from collections.abc import Iterable

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from partners.enums import Role
from partners.validators import clean_name


class RoleForm(forms.Form):
    """`roles`: those that may be given here; every other one is no choice."""

    role = forms.ChoiceField(
        label=_("Role"), widget=forms.RadioSelect, error_messages={"required": _("Choose one of the roles.")}
    )
    workshop = forms.CharField(
        label=_("Workshop"),
        help_text=_("For a workshop host only: the name of the one workshop whose register they keep."),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args, roles: Iterable[Role], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [(role.value, role.label) for role in Role if role in roles]
        if Role.WORKSHOP_HOST not in roles:
            del self.fields["workshop"]

    def clean_workshop(self) -> str:
        return clean_name(self.cleaned_data["workshop"])

    def clean(self) -> dict:
        cleaned = super().clean()
        if cleaned.get("role") != Role.WORKSHOP_HOST:
            cleaned["workshop"] = ""
        elif not cleaned.get("workshop") and "workshop" not in self.errors:
            self.add_error("workshop", _("Type the name of the workshop."))
        return cleaned


class InviteForm(RoleForm):
    email = forms.EmailField(
        label=_("Work e-mail address"),
        help_text=_("A letter goes there, with a link that works for 14 days."),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={
            "required": _("Type their work e-mail address."),
            "invalid": _("Type the whole address, such as name@example.org."),
        },
    )
    field_order = ["email", "role", "workshop"]

    def clean_email(self) -> str:
        return self.cleaned_data["email"].lower()


class EndRoleForm(forms.Form):
    on = forms.DateField(
        label=_("From which day on?"),
        help_text=_("From that day they can open nothing of this role. Today means: from now on."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def clean_on(self):
        day = self.cleaned_data["on"]
        if day < timezone.localdate():
            raise ValidationError(_("Choose today or a day to come."))
        return day


class JoinForm(forms.Form):
    """A new account: a name to be seen by, and a password."""

    first_name = forms.CharField(
        label=_("First name"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "given-name"})
    )
    last_name = forms.CharField(
        label=_("Last name"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "family-name"})
    )
    password = forms.CharField(
        label=_("Choose a password"),
        help_text=_("At least 12 letters. Three words that only you put together are good."),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean_first_name(self) -> str:
        return clean_name(self.cleaned_data["first_name"])

    def clean_last_name(self) -> str:
        return clean_name(self.cleaned_data["last_name"])

    def clean_password(self) -> str:
        password = self.cleaned_data["password"]
        validate_password(password, User(first_name=self.data.get("first_name", "")))
        return password
