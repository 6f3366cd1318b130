import logging
import re

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules

# What stands behind these in an address, up to its end, however it is typed: whoever has it opens what it opens.
CODE_IN_ADDRESS = re.compile(r"(/check/|/staff/invitation/)[^\s?]+", re.IGNORECASE)


class CertificatesConfig(AppConfig):
    name = "certificates"
    verbose_name = "Certificates"

    def ready(self) -> None:
        autodiscover_modules("receivers")
        # Django names the address of a request that it could not answer or refused; a code stands in no log.
        for name in ("django.request", "django.server", "django.security.csrf"):
            logging.getLogger(name).addFilter(hide_codes)


def hide_codes(record: logging.LogRecord) -> bool:
    """Takes certificate codes out of a log line; lets every line through."""
    if isinstance(record.args, tuple):
        record.args = tuple(
            CODE_IN_ADDRESS.sub(r"\1…", part) if isinstance(part, str) else part for part in record.args
        )
    return True
