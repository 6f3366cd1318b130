"""Production's settings as they stand. Only the styles are not collected: nobody asks for them here."""

import os

from config import environment
from config.settings.base import *  # noqa: F403

if os.environ.get("KILL_SQLITE"):
    DATABASES = {"default": environment.sqlite(os.environ["KILL_SQLITE"])}
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}  # noqa: F405
