from django import forms
from django.utils.translation import gettext_lazy as _

from learning.domain import claim_codes, pins

TYPED_BY_HAND = {"autocomplete": "off", "spellcheck": "false", "dir": "ltr"}


class ClaimCodeForm(forms.Form):
    """A code as somebody reads it off a slip; cleaned as claim_codes.parse gives it."""

    code = forms.CharField(
        label=_("Your code"),
        help_text=_("Four groups of four letters and numbers. Spaces and capital letters do not matter."),
        error_messages={"required": _("Type the code that you wrote down.")},
        widget=forms.TextInput(attrs={**TYPED_BY_HAND, "class": "code", "autocapitalize": "characters"}),
    )

    def clean_code(self) -> str:
        try:
            return claim_codes.parse(self.cleaned_data["code"])
        except claim_codes.NotAClaimCode as slip:
            message = _("Something in this code is not quite right. Look at each letter and number again.")
            raise forms.ValidationError(message) from slip


class UnseenInput(forms.PasswordInput):
    """Shown as dots and never sent back with the page; no password field, which browsers offer to keep for whoever
    holds the phone.
    """

    input_type = "text"


class PinForm(forms.Form):
    """The PIN of this phone, as the pause page asks for it; cleaned as pins.parse gives it."""

    pin = forms.CharField(
        label=_("Your PIN"),
        error_messages={"required": _("Type your PIN.")},
        widget=UnseenInput(attrs={**TYPED_BY_HAND, "class": "code pin", "inputmode": "numeric"}),
    )

    def clean_pin(self) -> str:
        try:
            return pins.parse(self.cleaned_data["pin"])
        except pins.NotAPin as slip:
            raise forms.ValidationError(_("A PIN has four to eight digits, and nothing else.")) from slip


class NewPinForm(PinForm):
    """Setting one: seen while it is typed, so once is enough."""

    field_order = ["pin", "has_code"]
    has_code = forms.BooleanField(
        label=_("I have written my code down"),
        error_messages={
            "required": _("Write your code down first. If you forget the PIN, only the code opens your work.")
        },
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["pin"]
        field.label, field.help_text = (
            _("Your new PIN"),
            _("Four to eight digits. Better not 1234, and better no birthday."),
        )
        field.error_messages["required"] = _("Type four to eight digits.")
        field.widget = forms.TextInput(attrs={**field.widget.attrs, "class": "code"})


class EmailAddressForm(forms.Form):
    """A mailbox, for a code to be sent to it."""

    address = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        help_text=_("For adults. You never need one: a code on paper does the same."),
        error_messages={
            "required": _("Type an e-mail address."),
            "invalid": _("This is not a whole e-mail address. Look at it again: it has an @ in the middle."),
            "max_length": _("This is too long for an e-mail address."),
        },
        widget=forms.EmailInput(
            attrs={"autocomplete": "email", "inputmode": "email", "spellcheck": "false", "dir": "ltr"}
        ),
    )


class EmailCodeForm(forms.Form):
    """The code from the letter, as it is typed."""

    code = forms.CharField(
        label=_("Code from the e-mail"),
        max_length=100,
        error_messages={
            "required": _("Type the code from the e-mail."),
            "max_length": _("This is not the code. It has eight digits."),
        },
        widget=forms.TextInput(
            attrs={
                "class": "code",
                "dir": "ltr",
                "inputmode": "numeric",
                "autocomplete": "one-time-code",
                "spellcheck": "false",
            }
        ),
    )
