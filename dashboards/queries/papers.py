"""PDFs for staff in private storage, each under a name that is made of all it states."""

import json
from hashlib import sha256

from django.core.files.storage import storages


def paper_name(kind: str, facts: dict) -> str:
    """Tells nothing of what it is of; two folders deep, so that no folder grows without end."""
    text = json.dumps(facts, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    digest = sha256(text.encode()).hexdigest()
    return f"{kind}/{digest[:2]}/{digest}.pdf"


def paper_bytes(name: str) -> bytes | None:
    """The file, once it is there."""
    try:
        with storages["private"].open(name) as file:
            return file.read()
    except OSError:
        return None


def paper_is_made(name: str) -> bool:
    return storages["private"].exists(name)


def paper_failed(name: str) -> bool:
    """Whether it could not be drawn when it was last tried."""
    return storages["private"].exists(f"{name}.failed")
