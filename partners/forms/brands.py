"""The parts of a look, each on a screen of its own. What they give is what save_brand_draft takes."""

from datetime import datetime

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pages.validators import refuse_telling_words
from partners.models import Brand
from partners.queries.brand_history import LABELS

from .colours import TwoColoursForm
from .pictures import PictureField


class ColoursForm(TwoColoursForm, forms.ModelForm):
    class Meta:
        model = Brand
        fields = ("brand_colour", "accent_colour", "short_name", "monogram")
        labels = LABELS
        help_texts = {
            "short_name": _("As residents say it. Leave it empty to use the partner's own short name."),
            "monogram": _("One to three letters, shown where there is no room for a logo."),
        }


class WordsForm(forms.ModelForm):
    class Meta:
        model = Brand
        fields = (
            "welcome",
            "co_brand_line",
            "footer",
            "sender_name",
            "help_statement",
            "safeguarding_statement",
        )
        labels = LABELS
        help_texts = {
            "welcome": _("Two or three short sentences on the first page of your section."),
            "co_brand_line": _("One line, such as: With London's Violence Reduction Unit."),
            "footer": _("Your registered name, for instance."),
            "sender_name": _("People see it on the screen of their phone: keep it neutral."),
            "help_statement": _("What your staff can do for somebody who needs help, and what they cannot."),
            "safeguarding_statement": _("Your own words. It stands on your help page."),
        }

    def clean_sender_name(self) -> str:
        refuse_telling_words(self.cleaned_data["sender_name"])
        return self.cleaned_data["sender_name"]


class LogoForm(forms.ModelForm):
    """`picture` is a new logo, still to be stored; `takes_away` drops the present one."""

    picture = PictureField(
        label=_("New logo"),
        required=False,
        help_text=_("PNG, WebP or JPEG, at most 5 MB. A clear background looks best."),
    )
    takes_away = forms.BooleanField(label=_("Take the logo away and show the letters"), required=False)
    field_order = ("picture", "logo_alt", "logo_order", "takes_away")

    class Meta:
        model = Brand
        fields = ("logo_alt", "logo_order")
        labels = LABELS
        widgets = {"logo_order": forms.RadioSelect}
        help_texts = {"logo_alt": _("For people who cannot see it: usually just your name.")}

    def clean(self) -> dict:
        cleaned = super().clean()
        if cleaned.get("picture") and cleaned.get("takes_away"):
            self.add_error("takes_away", _("Send a new logo or take the present one away, not both."))
        has_logo = cleaned.get("picture") or (self.instance.logo_id and not cleaned.get("takes_away"))
        if has_logo and not cleaned.get("logo_alt") and "logo_alt" not in self.errors:
            self.add_error("logo_alt", _("Say in words what the logo shows."))
        return cleaned


class SignatureForm(forms.ModelForm):
    picture = PictureField(
        label=_("Signature"),
        required=False,
        help_text=_("A picture of a signature, if there is to be one. PNG, WebP or JPEG, at most 5 MB."),
    )
    takes_away = forms.BooleanField(label=_("Take the signature away"), required=False)
    field_order = ("signatory_name", "signatory_role", "picture", "takes_away")

    class Meta:
        model = Brand
        fields = ("signatory_name", "signatory_role")
        labels = LABELS
        help_texts = {"signatory_role": _("Such as: Course team, or Head of Communities.")}

    def clean(self) -> dict:
        cleaned = super().clean()
        if cleaned.get("picture") and cleaned.get("takes_away"):
            self.add_error("takes_away", _("Send a new signature or take the present one away, not both."))
        return cleaned


class ScheduleForm(forms.Form):
    """A day and a time in London; whether they are still to come, the verb says."""

    day = forms.DateField(label=_("Day"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))
    time = forms.TimeField(
        label=_("Time"), initial="06:00", widget=forms.TimeInput({"type": "time"}, format="%H:%M")
    )

    def clean(self) -> dict:
        cleaned = super().clean()
        day, time = cleaned.get("day"), cleaned.get("time")
        if day and time is not None:
            try:
                cleaned["at"] = timezone.make_aware(datetime.combine(day, time))
            except OverflowError:
                self.add_error("day", _("Choose another day."))
        return cleaned
