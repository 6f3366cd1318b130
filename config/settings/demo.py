"""The demo on one machine: SQLite, loopback, sample texts served. Never for the public."""

import os
import secrets
from pathlib import Path

_repository = Path(__file__).resolve().parent.parent.parent
_data = Path(os.environ.get("DEMO_DATA_DIR") or _repository / ".demo").resolve()
_data.mkdir(parents=True, exist_ok=True)
_key_file = _data / "secret-key"
if not _key_file.exists():
    _key_file.write_text(secrets.token_urlsafe(50))
    _key_file.chmod(0o600)
_port = os.environ.get("PORT") or "8000"

os.environ["SECRET_KEY"] = _key_file.read_text()
os.environ["ALLOWED_HOSTS"] = "localhost,127.0.0.1"
os.environ["DATABASE_URL"] = "postgres:///unused"
os.environ["PUBLIC_BASE_URL"] = f"http://127.0.0.1:{_port}"
os.environ["DATA_DIR"] = str(_data)
# Made by bin/demo; without it certificates are not signed.
_signing_key = _data / "signing-key.p12"
if _signing_key.exists():
    os.environ["CERTIFICATE_KEY_FILE"] = str(_signing_key)
os.environ["CERTIFICATE_KEY_PASSPHRASE"] = os.environ["SECRET_KEY"]

from config import environment  # noqa: E402
from config.settings.base import *  # noqa: E402, F403

DATABASES = {"default": environment.sqlite(_data / "db.sqlite3")}
IS_DEMO = True
SERVE_SAMPLE_TEXTS = True
SECURE_SSL_REDIRECT = False
TRUSTED_PROXY_COUNT = 0
SECURE_HSTS_SECONDS = 0
SESSION_COOKIE_SECURE = False
CSRF_COOKIE_SECURE = False
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = _data / "mail"
