"""Forms and their fields: empty, filled in, with something missing."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partners.forms.colours import ColourField
from partners.queries import boroughs

from .specimen import Specimen, State

CHOICES = [("one", gettext_lazy("The first")), ("two", gettext_lazy("The second"))]


class EveryField(forms.Form):
    """One of each kind that a form of the site has."""

    name = forms.CharField(label=gettext_lazy("A line"), help_text=gettext_lazy("What it is for."))
    words = forms.CharField(
        label=gettext_lazy("Some sentences"), widget=forms.Textarea(attrs={"rows": 3}), required=False
    )
    kind = forms.ChoiceField(label=gettext_lazy("One of a list"), choices=CHOICES)
    way = forms.ChoiceField(label=gettext_lazy("One of a few"), choices=CHOICES, widget=forms.RadioSelect)
    many = forms.MultipleChoiceField(
        label=gettext_lazy("As many as fit"), choices=CHOICES, widget=forms.CheckboxSelectMultiple
    )
    is_so = forms.BooleanField(label=gettext_lazy("It is so"))


class OneColour(forms.Form):
    brand_colour = ColourField(label=gettext_lazy("A colour"))


def to_fill_in() -> list[Specimen]:
    """Each with a prefix of its own: no two fields of the page bear one name."""
    colour = OneColour({"colour-brand_colour": "#d896d2"}, prefix="colour")
    return [
        _whole_form(),
        _field(),
        Specimen(
            _("Hint and what is missing"),
            "components/field_notes.html",
            [State("", {"field": EveryField({}, prefix="notes")["name"]})],
        ),
        Specimen(
            _("A colour, with a shade that can be read"),
            "components/colour_field.html",
            [State(_("Refused"), {"field": colour["brand_colour"], "suggestion": "#8a3d83"})],
        ),
        *_said_first(),
        _choice(),
        Specimen(
            _("Where do you live?"),
            "components/borough_picker.html",
            [State("", {"boroughs": boroughs(), "back": "/"})],
        ),
    ]


def _whole_form() -> Specimen:
    good = {
        "name": _("Sam Example"),
        "words": _("A few words."),
        "kind": "two",
        "way": "one",
        "many": ["one"],
    }
    filled = EveryField(_prefixed("filled", {**good, "is_so": "on"}), prefix="filled")
    plain, wrong, save = EveryField(prefix="plain"), EveryField({}, prefix="wrong"), _("Save")
    return Specimen(
        _("A whole form"),
        "components/form.html",
        [
            State(_("Empty, as it opens"), {"form": plain, "submit_label": save}),
            State(_("Filled in"), {"form": filled, "submit_label": save, "cancel_url": "#look"}),
            State(_("Something missing"), {"form": wrong, "submit_label": save}),
        ],
    )


def _field() -> Specimen:
    alone, missing = EveryField(prefix="alone"), EveryField({}, prefix="missing")
    return Specimen(
        _("A field"),
        "components/field.html",
        [
            State(_("As it opens"), {"field": alone["name"]}),
            State(_("With the focus"), {"field": alone["kind"]}, is_focused=True),
            State(_("Something missing"), {"field": missing["name"]}),
        ],
    )


def _choice() -> Specimen:
    one = {"name": "look-choice", "key": 1, "value": 1, "label": _("A warm word")}
    return Specimen(
        _("An answer to choose"),
        "components/choice.html",
        [
            State(_("As it stands"), one),
            State(_("Chosen"), {**one, "key": 2, "value": 2, "checked": True}),
            State(_("With the focus"), {**one, "key": 3, "value": 3}, is_focused=True),
            State(_("As many as fit"), {**one, "name": "look-many", "kind": "multiple", "checked": True}),
        ],
    )


def _said_first() -> list[Specimen]:
    errors = [{"field_id": "id_missing-name", "message": _("Type a name first.")}]
    return [
        Specimen(
            _("What is missing, said first"), "components/error_summary.html", [State("", {"errors": errors})]
        ),
        Specimen(
            _("What is missing in a form"),
            "components/form_errors.html",
            [State(_("With the focus"), {"form": EveryField({}, prefix="errors")}, is_focused=True)],
        ),
    ]


def _prefixed(prefix: str, data: dict) -> dict:
    return {f"{prefix}-{name}": value for name, value in data.items()}
