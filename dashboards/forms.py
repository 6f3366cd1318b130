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
