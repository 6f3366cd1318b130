"""What staff type on screens that need several apps."""

from django import forms
from django.utils.translation import gettext_lazy as _

from certificates.enums import RevokeReason
from courses.enums import ModuleStand


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
