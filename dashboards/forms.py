"""What staff type on screens that need several apps."""

from django import forms
from django.utils.translation import gettext_lazy as _

from certificates.enums import RevokeReason
from courses.enums import ModuleStand
from learning.conf import SLIPS_AT_ONCE
from partners.validators import clean_name


class OwnPartForm(forms.Form):
    """A part of a partner's own in a shared course."""

    title = forms.CharField(
        label=_("What the part is called"),
        max_length=120,
        help_text=_("Learners read it in the list of parts, with your name beside it."),
    )
    stands = forms.ChoiceField(
        label=_("Where it stands"), choices=ModuleStand, initial=ModuleStand.AFTER, widget=forms.RadioSelect
    )


class ReasonForm(forms.Form):
    reason = forms.CharField(
        max_length=250,
        label=_("Why?"),
        help_text=_("One sentence for your colleagues. No names of people. Learners do not read it."),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say in one sentence why.")},
    )


class RevokeForm(forms.Form):
    """Why a certificate is no longer in use: from a list, so that nothing is written about a person."""

    reason = forms.ChoiceField(
        label=_("Why is it no longer in use?"),
        choices=RevokeReason,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose why.")},
    )


class RevokeByCodeForm(RevokeForm):
    """The same for one that is opened by the code on the paper: the code travels with it."""

    code = forms.CharField(widget=forms.HiddenInput)
    act = forms.CharField(widget=forms.HiddenInput)
    asked = forms.CharField(widget=forms.HiddenInput, initial="yes")


class SlipsForm(forms.Form):
    number = forms.IntegerField(
        label=_("How many slips?"),
        min_value=1,
        max_value=SLIPS_AT_ONCE,
        initial=8,
        help_text=_("1 to 30. Eight fill a page of A4."),
        error_messages={
            "required": _("Type a number from 1 to 30."),
            "invalid": _("Type a number from 1 to 30."),
            "min_value": _("Type a number from 1 to 30."),
            "max_value": _("Type a number from 1 to 30."),
        },
    )


class NewCodeForm(forms.Form):
    """`place`: the person reads it on their pages, with the day."""

    place = forms.CharField(
        label=_("Where are you?"),
        max_length=80,
        help_text=_("For example: Mill Lane community room. No names of people."),
        error_messages={"required": _("Say where you are, so that the person can recognise it.")},
    )
    is_here = forms.BooleanField(
        label=_("The person stands before me and has asked for it"),
        error_messages={"required": _("A new code is made only while the person is with you.")},
    )

    def clean_place(self) -> str:
        place = clean_name(self.cleaned_data["place"])
        if not place:
            raise forms.ValidationError(self.fields["place"].error_messages["required"])
        return place


class TabletForm(forms.Form):
    label = forms.CharField(
        label=_("What do you call it?"),
        max_length=60,
        help_text=_("For example: Mill Lane, blue case. No names of people."),
        error_messages={"required": _("Give it a name, so that you find it in the list.")},
    )

    def clean_label(self) -> str:
        return clean_name(self.cleaned_data["label"])
