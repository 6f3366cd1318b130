import logging
import re

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules

# What stands behind these in an address, up to its end, however it is typed: whoever has it opens what it opens.
CODE_IN_ADDRESS = re.compile(r"(/check/|/staff/invitation/)[^\s?\"]+", re.IGNORECASE)
# The same as it stands in the query of another address: where the way to sign in leads back to.
CODE_IN_QUERY = re.compile(r"(%2Fcheck%2F|%2Fstaff%2Finvitation%2F)[^\s&\"]+", re.IGNORECASE)

# Django names the address of a request that it could not answer or refused, and so does the server before it, of every
# request where an operator asks for that; a code stands in no log.
LOGS_WITH_ADDRESSES = (
    "django.request",
    "django.server",
    "django.security.csrf",
    "gunicorn.error",
    "gunicorn.access",
)


class CertificatesConfig(AppConfig):
    name = "certificates"
    verbose_name = "Certificates"

    def ready(self) -> None:
        autodiscover_modules("receivers")
        for name in LOGS_WITH_ADDRESSES:
            logging.getLogger(name).addFilter(hide_codes)


def hide_codes(record: logging.LogRecord) -> bool:
    """Takes certificate codes out of a log line; lets every line through."""
    line = record.getMessage()
    if (hidden := CODE_IN_QUERY.sub(r"\1…", CODE_IN_ADDRESS.sub(r"\1…", line))) != line:
        record.msg, record.args = hidden, ()
    return True
