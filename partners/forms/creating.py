"""What a programme manager tells of a new partner."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from partners.models import Borough, Partner
from partners.rules import refuse_unfit_slug
from partners.validators import clean_name

from .colours import TwoColoursForm


class NewPartnerForm(TwoColoursForm):
    """One screen: everything else begins from this."""

    name = forms.CharField(
        label=_("Name"),
        max_length=120,
        help_text=_("As residents know it, such as Oak Homes."),
        error_messages={"required": _("Type the name of the association.")},
    )
    short_name = forms.CharField(
        label=_("Short name"),
        max_length=60,
        help_text=_("For buttons and letters, such as Oak."),
        error_messages={"required": _("Type a short name.")},
    )
    slug = forms.CharField(
        label=_("Address"),
        max_length=50,
        help_text=_("The word after the slash, printed on posters for years, such as oak-homes."),
        error_messages={"required": _("Type the word that its address ends with.")},
        widget=forms.TextInput(
            attrs={"autocapitalize": "none", "autocomplete": "off", "spellcheck": "false"}
        ),
    )
    boroughs = forms.ModelMultipleChoiceField(
        label=_("Boroughs in which it has homes"),
        queryset=Borough.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    manager_email = forms.EmailField(
        label=_("E-mail address of its first manager"),
        help_text=_("They get an invitation. They then invite everybody else and get the section ready."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Type the e-mail address of its first manager.")},
    )
    # As on the screen, so that errors are named from top to bottom.
    field_order = ["name", "short_name", "slug", "boroughs", "brand_colour", "accent_colour", "manager_email"]

    @property
    def fieldsets(self) -> list[tuple]:
        parts = (
            (_("The association"), ("name", "short_name", "slug", "boroughs")),
            (_("Its colours"), ("brand_colour", "accent_colour")),
            (_("Its first manager"), ("manager_email",)),
        )
        return [(legend, [self[name] for name in names]) for legend, names in parts]

    def clean_name(self) -> str:
        return clean_name(self.cleaned_data["name"])

    def clean_short_name(self) -> str:
        return clean_name(self.cleaned_data["short_name"])

    def clean(self) -> dict:
        cleaned = super().clean()
        slug, name = cleaned.get("slug"), cleaned.get("name")
        # Sent twice, the second finds what the first has made.
        if slug and name and not Partner.objects.filter(slug=slug, name=name).exists():
            try:
                refuse_unfit_slug(slug)
            except ValidationError as error:
                self.add_error("slug", error)
        return cleaned

    def take(self, refused: ValidationError) -> None:
        """What the verb has refused, beside the field where it was typed."""
        for field, messages in refused.message_dict.items():
            self.add_error(field if field in self.fields else None, messages)
