"""Turns in a partner's life, as a programme manager types them."""

import unicodedata

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partners.models import Partner
from partners.rules import refuse_unfit_slug
from partners.rules.mergers import refusal_of_departure, refusal_of_merger
from partners.validators import clean_name


def _day(label, help_text="", *, required: bool = True) -> forms.DateField:
    return forms.DateField(
        label=label,
        help_text=help_text,
        required=required,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


class RenameForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=120)
    short_name = forms.CharField(label=_("Short name"), max_length=60)
    slug = forms.CharField(
        label=_("Address"),
        max_length=50,
        help_text=_(
            "The word after the slash. The former one leads here for ever; no other partner can take it."
        ),
        widget=forms.TextInput(
            attrs={"autocapitalize": "none", "autocomplete": "off", "spellcheck": "false"}
        ),
    )

    def __init__(self, *args, partner: Partner, **kwargs) -> None:
        self.partner = partner
        now = {"name": partner.name, "short_name": partner.short_name, "slug": partner.slug}
        super().__init__(*args, initial=now, **kwargs)

    def clean_name(self) -> str:
        return clean_name(self.cleaned_data["name"])

    def clean_short_name(self) -> str:
        return clean_name(self.cleaned_data["short_name"])

    def clean_slug(self) -> str:
        slug = self.cleaned_data["slug"]
        if slug != self.partner.slug:
            refuse_unfit_slug(slug, of=self.partner)
        return slug


class PartOfForm(forms.Form):
    parent = forms.ModelChoiceField(
        label=_("Part of"),
        queryset=Partner.objects.none(),
        required=False,
        empty_label=_("Nobody: it stands for itself"),
        help_text=_("Shown on its section. Staff, learners and numbers of the two stay apart."),
    )

    def __init__(self, *args, partner: Partner, **kwargs) -> None:
        super().__init__(*args, initial={"parent": partner.parent_id}, **kwargs)
        others = Partner.objects.filter(is_programme=False, left_on__isnull=True)
        self.fields["parent"].queryset = others.exclude(pk=partner.pk)


class MergerForm(forms.Form):
    target = forms.ModelChoiceField(
        label=_("It becomes part of"),
        queryset=Partner.objects.none(),
        to_field_name="slug",
        empty_label=_("Choose a partner"),
        error_messages={"required": _("Choose the partner that carries on.")},
    )
    dated_on = _day(_("On"), _("Today, or the day on which it happened."))
    is_legal_successor = forms.BooleanField(
        label=_("The other partner is its successor in law"),
        required=False,
        help_text=_(
            "Only then may agreements to share pass: each learner is told first, and has thirty days to say no."
        ),
    )
    legal_successor_on = _day(_("Legal date"), _("Only with the tick above."), required=False)

    def __init__(self, *args, source: Partner, **kwargs) -> None:
        self.source = source
        super().__init__(*args, initial={"dated_on": timezone.localdate()}, **kwargs)
        # Itself too: choosing it is answered in words.
        self.fields["target"].queryset = Partner.objects.filter(is_programme=False, left_on__isnull=True)

    def clean(self) -> dict:
        cleaned = super().clean()
        is_legal, legal_on = cleaned.get("is_legal_successor"), cleaned.get("legal_successor_on")
        if is_legal and not legal_on and "legal_successor_on" not in self.errors:
            self.add_error("legal_successor_on", _("Give the day on which it became the successor in law."))
        if legal_on and not is_legal:
            self.add_error(
                "is_legal_successor", _("There is a legal date. Tick this as well, or clear the date.")
            )
        if not self.errors:
            refusal = refusal_of_merger(
                source=self.source,
                target=cleaned["target"],
                dated_on=cleaned["dated_on"],
                legal_successor_on=legal_on,
            )
            if refusal:
                raise ValidationError(refusal)
        return cleaned


class LeaveForm(forms.Form):
    left_on = _day(_("It leaves on"), _("Today, or a day that has been."))
    notice = forms.CharField(
        label=_("What its section says"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_(
            "Learners read this at its former addresses. Say plainly what happened, and that nothing is lost."
        ),
    )

    def __init__(self, *args, partner: Partner, **kwargs) -> None:
        self.partner = partner
        super().__init__(*args, initial={"left_on": timezone.localdate()}, **kwargs)

    def clean_notice(self) -> str:
        return unicodedata.normalize("NFC", self.cleaned_data["notice"]).strip()

    def clean(self) -> dict:
        cleaned = super().clean()
        if not self.errors:
            refusal = refusal_of_departure(partner=self.partner, **cleaned)
            if refusal:
                raise ValidationError(refusal)
        return cleaned


class ExportForm(forms.Form):
    purpose = forms.CharField(
        label=_("What it is for"),
        min_length=10,
        max_length=250,
        help_text=_(
            "Written down beside your name, for the programme to read. Not the names of learners, please."
        ),
    )
