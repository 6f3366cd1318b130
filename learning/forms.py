from django import forms
from django.utils.translation import gettext_lazy as _

from learning.domain import claim_codes


class ClaimCodeForm(forms.Form):
    """A code as somebody reads it off a slip; cleaned as claim_codes.parse gives it."""

    code = forms.CharField(
        label=_("Your code"),
        help_text=_("Four groups of four letters and numbers. Spaces and capital letters do not matter."),
        error_messages={"required": _("Type the code that you wrote down.")},
        widget=forms.TextInput(
            attrs={
                "class": "code",
                "dir": "ltr",
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
            }
        ),
    )

    def clean_code(self) -> str:
        try:
            return claim_codes.parse(self.cleaned_data["code"])
        except claim_codes.NotAClaimCode as slip:
            message = _("This code has a slip in it. Look at each letter and number again.")
            raise forms.ValidationError(message) from slip
