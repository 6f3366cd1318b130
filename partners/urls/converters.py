"""How random names stand in an address."""

from django.urls import register_converter
from django.urls.converters import StringConverter


class RandomIdConverter(StringConverter):
    """What accounts.models.random_id gives: PostgreSQL refuses to look for a text with a NUL sign."""

    regex = "[A-Za-z0-9_-]{22}"


class TokenConverter(StringConverter):
    """What secrets.token_urlsafe(32) gives."""

    regex = "[A-Za-z0-9_-]{43}"


register_converter(TokenConverter, "token")
register_converter(RandomIdConverter, "random_id")
