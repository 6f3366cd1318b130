"""Wagtail's choosers, asking anew at each use what is in sight.

A block lives as long as the process, and Wagtail's keep the rows that were in sight of whoever used them first.
"""

from django.forms import ModelChoiceField
from django.utils.functional import cached_property
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock


class FreshChoiceField(ModelChoiceField):
    """Never holds a queryset of its own: threads with different things in sight share the field."""

    @property
    def queryset(self):
        return self.model._default_manager.all()

    @queryset.setter
    def queryset(self, given) -> None:
        self.model = given.model
        self.widget.choices = self.choices


class _Fresh:
    @cached_property
    def field(self):
        return FreshChoiceField(
            queryset=self.model_class.objects.none(),
            widget=self.widget,
            required=self._required,
            validators=self._validators,
            help_text=self._help_text,
        )

    def deconstruct(self):
        """Migrations know Wagtail's own: what is stored is the same."""
        wagtails = type(self).__mro__[2]
        _path, args, kwargs = super().deconstruct()
        return f"{wagtails.__module__}.{wagtails.__name__}", args, kwargs


class ImageBlock(_Fresh, ImageChooserBlock):
    pass


class DocumentBlock(_Fresh, DocumentChooserBlock):
    pass
