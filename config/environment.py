"""Reads settings from the environment; what is missing stops the start with one clear line."""

import os
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured


def required(name: str) -> str:
    """The value of an environment variable; raises ImproperlyConfigured when it is missing or empty."""
    value = os.environ.get(name, "").strip()
    if not value:
        raise ImproperlyConfigured(f"The environment variable {name} must be set.")
    return value


def words(name: str) -> list[str]:
    """A required comma-separated list."""
    return [word.strip() for word in required(name).split(",") if word.strip()]


def optional(name: str, otherwise: str) -> str:
    """The value of an environment variable, or the one given where it is missing or empty."""
    return os.environ.get(name, "").strip() or otherwise


def smtp(address: str) -> dict:
    """Django's EMAIL_ settings for smtp://user:password@host:587, or smtps:// for TLS from the first byte.

    With a password the connection is always encrypted.
    """
    parts = urlsplit(address)
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
        raise ImproperlyConfigured("EMAIL_URL must begin with smtp:// or smtps:// and name a host.")
    is_tls = parts.scheme == "smtps"
    return {
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or (465 if is_tls else 25),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": is_tls,
        "EMAIL_USE_TLS": not is_tls and bool(parts.password),
    }


def postgres(address: str) -> dict:
    """Django's DATABASES entry for postgres://user:password@host/name?host=/socket/folder."""
    parts = urlsplit(address)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ImproperlyConfigured("DATABASE_URL must begin with postgres://")
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": options.pop("user", unquote(parts.username or "")),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", parts.hostname or ""),
        "PORT": str(parts.port or options.pop("port", "")),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }


def sqlite(path: object) -> dict:
    """SQLite as it keeps acknowledged work: WAL, full sync, write transactions that wait instead of failing."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        # Opening it anew, with its PRAGMAs, costs a page more than any of its queries.
        "CONN_MAX_AGE": 600,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
        },
    }
