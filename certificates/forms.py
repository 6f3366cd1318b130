from django import forms
from django.utils.translation import gettext_lazy as _

from certificates.domain import Choices, codes
from certificates.enums import Shape
from certificates.models import AvailableCertificate
from learning.validators import as_typed, check_name


class NameForm(forms.Form):
    """A name as its holder types it. Keeps what was typed, however long."""

    name = forms.CharField(
        label=_("Name"), error_messages={"required": _("Type the name to print on the certificate.")}
    )

    def clean_name(self) -> str:
        name = as_typed(self.cleaned_data["name"])
        check_name(name)
        return name


class CertificateForm(NameForm):
    """The name, and what else the holder decides about the paper, from what is `available`."""

    hides_course = forms.BooleanField(required=False)
    in_programmes_name = forms.BooleanField(required=False)
    shape = forms.ChoiceField(choices=Shape, required=False)

    def __init__(self, *args, available: AvailableCertificate, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.available = available

    def choices(self) -> Choices:
        """A choice that was not offered is none."""
        return Choices(
            hides_course=self.cleaned_data["hides_course"],
            in_programmes_name=self.cleaned_data["in_programmes_name"]
            and bool(self.available.facts["programme"]),
            shape=Shape(self.cleaned_data["shape"] or Shape.LANDSCAPE),
        )

    def shapes(self) -> list[tuple[str, str, bool]]:
        """Value, label and whether it is chosen."""
        chosen = self["shape"].value() or Shape.LANDSCAPE
        return [(shape.value, shape.label, shape == chosen) for shape in Shape]


class CodeForm(forms.Form):
    """A code as somebody reads it off a paper; cleaned as codes.parse gives it."""

    code = forms.CharField(
        label=_("Certificate code"), error_messages={"required": _("Type the code from the certificate.")}
    )

    def clean_code(self) -> str:
        try:
            return codes.parse(self.cleaned_data["code"])
        except codes.CodeSlip as slip:
            raise forms.ValidationError(slip_message(slip)) from slip


def slip_message(slip: codes.CodeSlip) -> str:
    """Says where to look again."""
    if slip.group is None:
        return _("A code has %(groups)s groups of %(letters)s letters and digits.") % {
            "groups": codes.GROUPS,
            "letters": codes.PRINTED_LETTERS,
        }
    return _("That looks like a typing slip in group %(group)s.") % {"group": slip.group}
