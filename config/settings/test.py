"""Settings of the test run: SQLite, or PostgreSQL where TEST_DATABASE_URL names one."""

import os
import tempfile

_data = tempfile.mkdtemp(prefix="learning-test-")
os.environ["SECRET_KEY"] = "only-for-tests"  # noqa: S105
os.environ["ALLOWED_HOSTS"] = "localhost,127.0.0.1,testserver"
os.environ["DATABASE_URL"] = "postgres:///unused"
os.environ["PUBLIC_BASE_URL"] = "http://testserver"
os.environ["DATA_DIR"] = _data

from config import environment  # noqa: E402
from config.settings.base import *  # noqa: E402, F403

if os.environ.get("TEST_DATABASE_URL"):
    DATABASES = {"default": environment.postgres(os.environ["TEST_DATABASE_URL"])}
else:
    DATABASES = {"default": environment.sqlite(os.path.join(_data, "db.sqlite3"))}
    # A file, not memory: browser journeys serve from another thread, and WAL needs a file.
    DATABASES["default"]["TEST"] = {"NAME": os.path.join(_data, "test.sqlite3")}

DATABASES["default"]["CONN_MAX_AGE"] = 0

SERVE_SAMPLE_TEXTS = True
SECURE_SSL_REDIRECT = False
TRUSTED_PROXY_COUNT = 0
SECURE_HSTS_SECONDS = 0
SESSION_COOKIE_SECURE = False
CSRF_COOKIE_SECURE = False
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}  # noqa: F405
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
TASKS["background"] = {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}  # noqa: F405
# A made-up language from right to left, for a browser that has its cookie.
MIDDLEWARE.insert(  # noqa: F405
    MIDDLEWARE.index("csp.middleware.CSPMiddleware"),  # noqa: F405
    "tests.screens.mirror.MirrorMiddleware",
)
