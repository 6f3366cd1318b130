"""Two colours as they are typed: made clean, and refused with a near shade where they cannot be read."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partners.queries.colours import ColourRefusal, refused_colours

HEX = re.compile(r"#?([0-9a-f]{6}|[0-9a-f]{3})")


class ColourField(forms.CharField):
    """Takes #1f5f5b, 1F5F5B and #abc; gives # and six small digits."""

    def __init__(self, **options) -> None:
        attributes = {"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false", "class": "code"}
        # Longer than any colour: what is too long is told as what is no colour.
        super().__init__(**{"widget": forms.TextInput(attributes), "max_length": 200, **options})

    def clean(self, value) -> str:
        typed = super().clean(value).strip().lower()
        if not typed and not self.required:
            return ""
        found = HEX.fullmatch(typed)
        if found is None:
            raise ValidationError(
                gettext_lazy("Write the colour as # and six digits or letters from a to f, such as #1f5f5b.")
            )
        digits = found[1]
        return "#" + (digits if len(digits) == 6 else "".join(digit * 2 for digit in digits))


class TwoColoursForm(forms.Form):
    """Mix it in before forms.ModelForm, or build on it. Fields brand_colour and accent_colour.

    A pair that cannot be read is an error beside the field; `suggestions` then holds a shade for it. A submit
    button named `take` with "brand_colour:#123456" puts that shade into the field and sends the rest as typed.
    """

    brand_colour = ColourField(
        label=gettext_lazy("Main colour"),
        help_text=gettext_lazy("For buttons, links and marks. A strong, dark colour works best."),
        error_messages={"required": gettext_lazy("Choose a main colour, such as #1f5f5b.")},
    )
    accent_colour = ColourField(
        label=gettext_lazy("Second colour"),
        help_text=gettext_lazy("A light colour that dark words stand on."),
        error_messages={"required": gettext_lazy("Choose a light second colour, such as #e6f1ef.")},
    )

    def __init__(self, data=None, *args, **options) -> None:
        super().__init__(_with_taken(data), *args, **options)
        self.suggestions: dict[str, str] = {}

    def clean(self) -> dict:
        cleaned = super().clean() or self.cleaned_data
        brand, accent = cleaned.get("brand_colour"), cleaned.get("accent_colour")
        if brand and accent:
            for refusal in refused_colours(brand, accent):
                self.add_error(refusal.field, message_of(refusal))
                self.suggestions[refusal.field] = refusal.suggestion
        return cleaned


def message_of(refusal: ColourRefusal) -> str:
    """One sentence on what could not be read, and by how much."""
    return _(
        "%(what)s would be hard to read: the contrast is %(ratio)s to 1 and must be at least %(least)s. "
        "This near shade can be read: %(shade)s."
    ) % {
        "what": refusal.pair.label,
        # Rounded down: 4.49 is not 4.5.
        "ratio": f"{int(refusal.pair.ratio * 10) / 10:.1f}",
        "least": f"{refusal.pair.least:g}",
        "shade": refusal.suggestion,
    }


def _with_taken(data):
    """What was typed, with the suggested shade in its place where its button was pressed."""
    field, _colon, shade = (data.get("take") or "").partition(":") if data else ("", "", "")
    if field not in ("brand_colour", "accent_colour") or not HEX.fullmatch(shade):
        return data
    taken = data.copy()
    taken[field] = shade
    return taken
