"""An address for the programme's list of exits."""

from django import forms
from django.utils.translation import gettext_lazy as _

from partners.rules.exits import refuse_exit
from partners.validators import clean_name


class ExitForm(forms.Form):
    url = forms.URLField(
        label=_("Address"),
        max_length=200,
        assume_scheme="https",
        help_text=_(
            "A page that anybody might have open, such as the weather. Never the site of an association."
        ),
        widget=forms.URLInput(attrs={"autocomplete": "off"}),
        error_messages={
            "required": _("Type an address."),
            "invalid": _("Type the whole address, such as https://www.example.org/weather."),
        },
    )
    what = forms.CharField(
        label=_("What is it?"),
        max_length=60,
        help_text=_("Learners read: Exit this page opens … at once. For example: a weather page."),
        error_messages={"required": _("Say in a few words what stands there.")},
    )

    def clean_url(self) -> str:
        refuse_exit(self.cleaned_data["url"])
        return self.cleaned_data["url"]

    def clean_what(self) -> str:
        return clean_name(self.cleaned_data["what"])
