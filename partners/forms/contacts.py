"""A help contact as its keeper types it."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partners.models import Borough, SupportContact
from partners.queries.contacts import dialled

SITE = re.compile(r"[a-z0-9][a-z0-9.-]*\.[a-z]{2,}(?:/[\w./%#?=&~+-]*)?", re.I)
TEXTS = (
    ("name", gettext_lazy("Name"), gettext_lazy("As learners read it, such as NSPCC.")),
    ("purpose", gettext_lazy("What it is for"), gettext_lazy("One plain sentence.")),
    ("number", gettext_lazy("Number"), ""),
    ("second_number", gettext_lazy("Second number"), ""),
    ("second_number_label", gettext_lazy("What the second number is"), gettext_lazy("Such as: at night.")),
    ("hours", gettext_lazy("Hours"), gettext_lazy("Such as: any hour, every day.")),
    ("web", gettext_lazy("Website"), gettext_lazy("Without https://, such as nspcc.org.uk.")),
    (
        "chat",
        gettext_lazy("Web chat"),
        gettext_lazy("Where one can chat in the browser, without https://, such as childline.org.uk."),
    ),
    ("text_route", gettext_lazy("By text"), ""),
    ("bsl_route", gettext_lazy("In sign language"), ""),
    ("languages", gettext_lazy("Languages"), ""),
    ("who_for", gettext_lazy("Who it is for"), gettext_lazy("Such as: under 19.")),
    ("note", gettext_lazy("Note for staff"), gettext_lazy("Learners do not see it.")),
)
MISSING = {
    "name": gettext_lazy("Type the name of the contact."),
    "purpose": gettext_lazy("Say in one sentence what it is for."),
}


class ContactForm(forms.ModelForm):
    """The key is given once: lessons name the contact by it."""

    key = forms.SlugField(
        label=gettext_lazy("Key"),
        max_length=40,
        required=False,
        help_text=gettext_lazy(
            "A short word that pages name it by; left empty, it is made from the name. With the key of a "
            "national contact, yours stands in its place in your section."
        ),
    )
    borough = forms.ModelChoiceField(
        label=gettext_lazy("Borough"),
        queryset=Borough.objects.all(),
        required=False,
        empty_label=gettext_lazy("All of them: a national contact"),
    )

    class Meta:
        model = SupportContact
        fields = [name for name, _label, _hint in TEXTS]

    def __init__(self, *args, keeper, **options) -> None:
        super().__init__(*args, **options)
        for name, label, hint in TEXTS:
            self.fields[name].label, self.fields[name].help_text = label, hint
        for name, missing in MISSING.items():
            self.fields[name].error_messages["required"] = missing
        is_new = self.instance.pk is None
        if not is_new:
            del self.fields["key"]
        if not (is_new and keeper.is_programme):
            del self.fields["borough"]

    def clean_number(self) -> str:
        return _number(self.cleaned_data["number"])

    def clean_second_number(self) -> str:
        return _number(self.cleaned_data["second_number"])

    def clean_web(self) -> str:
        return _site(self.cleaned_data["web"])

    def clean_chat(self) -> str:
        return _site(self.cleaned_data["chat"])

    def clean(self) -> dict:
        cleaned = super().clean()
        if "key" in self.fields and not cleaned.get("key") and "key" not in self.errors:
            cleaned["key"] = slugify(cleaned.get("name", ""))[:40].strip("-").replace("-", "_")
            if not cleaned["key"] and cleaned.get("name"):
                self.add_error("key", _("Give a key in letters a to z."))
        return cleaned

    def take(self, refused: ValidationError) -> None:
        """What the verb has refused, beside the field where it was typed."""
        for field, messages in refused.message_dict.items():
            self.add_error(field if field in self.fields else None, messages)

    def _post_clean(self) -> None:
        """The verb asks the model; here the instance stays as it is stored."""


class CheckedForm(forms.Form):
    """Asked once somebody has rung a contact."""

    review_by = forms.DateField(
        label=gettext_lazy("Ring it again by"),
        help_text=gettext_lazy("Within a year."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    take = ContactForm.take


def _number(typed: str) -> str:
    if typed and not dialled(typed):
        raise ValidationError(_("Write a number that a phone can dial, such as 0808 800 5000."))
    return typed


def _site(typed: str) -> str:
    typed = re.sub(r"^https?://", "", typed.strip(), flags=re.I).rstrip("/")
    if typed and not SITE.fullmatch(typed):
        raise ValidationError(_("Write the website as in a letter, such as nspcc.org.uk."))
    return typed
