"""How random names stand in an address."""

from django.urls import register_converter
from django.urls.converters import StringConverter


class RandomIdConverter(StringConverter):
    """What accounts.models.random_id gives: PostgreSQL refuses to look for a text with a NUL sign."""

    regex = "[A-Za-z0-9_-]{22}"


register_converter(RandomIdConverter, "random_id")
