"""The settings of a section, as its manager types them."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from partners.conf import RETENTION_MONTHS
from partners.models import PartnerSettings

PARTS = (
    (
        _("If somebody tells your staff something"),
        (
            "safeguarding_lead_name",
            "safeguarding_lead_number",
            "safeguarding_lead_email",
            "out_of_hours_number",
            "out_of_hours_label",
        ),
    ),
    (_("Privacy notice"), ("privacy_notice", "privacy_notice_version", "privacy_notice_on")),
    (
        _("Who answers"),
        ("data_protection_name", "data_protection_email", "complaint_name", "complaint_email"),
    ),
    (_("How long work is kept"), tuple(RETENTION_MONTHS)),
    (_("Accessibility"), ("accessibility_statement", "accessibility_statement_on")),
)
WORDS = {
    "safeguarding_lead_name": (_("Name of your safeguarding lead"), ""),
    "safeguarding_lead_number": (_("Their number"), _("Staff see it on every screen; learners do not.")),
    "safeguarding_lead_email": (_("Their e-mail address"), ""),
    "out_of_hours_number": (_("Number to ring out of hours"), _("At night and at weekends.")),
    "out_of_hours_label": (_("Whose number that is"), _("For example: emergency duty team of the council.")),
    "privacy_notice": (
        _("Your privacy notice"),
        _(
            "In plain words: what you keep of a person, why, who sees it, and their rights. Everybody can read it."
        ),
    ),
    "privacy_notice_version": (_("Version"), _("For example 1, or 2026-2. New words need a new one.")),
    "privacy_notice_on": (_("Date of this version"), ""),
    "data_protection_name": (_("Who answers questions about data"), _("A person or a team.")),
    "data_protection_email": (_("Their e-mail address"), ""),
    "complaint_name": (
        _("Who answers complaints"),
        _("You must say within 30 days that a complaint about data has reached you."),
    ),
    "complaint_email": (_("Their e-mail address"), ""),
    "retention_unclaimed": (
        _("Work of guests, in months"),
        _(
            "3 to 24, offered: 13. Guests are told the date; a year and a month lets them come back next year."
        ),
    ),
    "retention_claimed": (
        _("Work of people with an account, in months after their last visit"),
        _("12 to 84, offered: 36. Certificates stay for as long as their holders want them."),
    ),
    "retention_responses": (
        _("Answers to questions, in months"),
        _("1 to 12, offered: 12. Nobody here reads them; what was finished stays finished."),
    ),
    "accessibility_statement": (
        _("Your accessibility statement"),
        _("What works with which aids, what does not yet, and whom to tell. Everybody can read it."),
    ),
    "accessibility_statement_on": (_("Date of the statement"), ""),
}


class SettingsForm(forms.ModelForm):
    """Nothing is required here: a section is got ready bit by bit, and what is missing stands in its checklist."""

    is_sharing_on = forms.BooleanField(
        label=_("Learners may share their name with us"),
        required=False,
        help_text=_(
            "Each learner decides. While this is off nobody is asked, and no names are shown to your coordinators."
        ),
    )

    class Meta:
        model = PartnerSettings
        fields = [name for _legend, names in PARTS for name in names]
        widgets = {
            "privacy_notice": forms.Textarea(attrs={"rows": 12}),
            "accessibility_statement": forms.Textarea(attrs={"rows": 8}),
            "privacy_notice_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "accessibility_statement_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }

    def __init__(self, *args, partner, **options) -> None:
        initial = {
            name: offered
            for name, (offered, _fewest, _most) in RETENTION_MONTHS.items()
            if getattr(options["instance"], name) is None
        }
        super().__init__(*args, initial={**initial, "is_sharing_on": partner.is_sharing_on}, **options)
        for name, (label, hint) in WORDS.items():
            self.fields[name].label, self.fields[name].help_text = label, hint
        if partner.is_programme:
            del self.fields["is_sharing_on"]

    @property
    def fieldsets(self) -> list[tuple]:
        parts = [(legend, [self[name] for name in names]) for legend, names in PARTS]
        return [*parts, (_("Sharing"), [self["is_sharing_on"]])] if "is_sharing_on" in self.fields else parts

    def values(self) -> dict:
        """What the verb takes: the settings, without the switch."""
        return {name: value for name, value in self.cleaned_data.items() if name != "is_sharing_on"}

    def take(self, refused: ValidationError) -> None:
        """What the verb has refused, beside the field where it was typed."""
        for field, messages in refused.message_dict.items():
            self.add_error(field if field in self.fields else None, messages)
