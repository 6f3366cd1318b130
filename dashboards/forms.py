"""What staff type on screens that need several apps."""

from django import forms
from django.utils.translation import gettext_lazy as _

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
