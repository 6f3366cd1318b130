"""One way to turn structure into a short, stable name."""

import json
from hashlib import sha256


def fingerprint(structure) -> str:
    """SHA-256 over canonical JSON."""
    text = json.dumps(structure, sort_keys=True, separators=(",", ":"), default=str)
    return sha256(text.encode()).hexdigest()
