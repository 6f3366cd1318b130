"""allauth's forms in this house's words; what is typed is named above the field, where it stays while one types."""

from allauth.account.forms import ChangePasswordForm, LoginForm
from django.utils.translation import gettext_lazy as _


class PlainLabels:
    """No words within a field: they are gone as soon as somebody types, and look as if something stood there."""

    labels: dict = {}

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = self.labels.get(name, field.label)


class SignInForm(PlainLabels, LoginForm):
    labels = {"login": _("E-mail")}


class NewPasswordForm(PlainLabels, ChangePasswordForm):
    labels = {
        "oldpassword": _("Your password now"),
        "password1": _("New password"),
        "password2": _("New password, once more"),
    }
