"""The files of posters and sample certificates: whole or not at all, the same facts once."""

import os
import secrets
from pathlib import Path

from django.core.files.storage import storages

from certificates.domain.files import sync_folder, write_beside


def keep_paper(*, name: str, data: bytes) -> None:
    """Stores the bytes under the name of their facts; twice is once. Raises OSError when storage is away."""
    target = Path(storages["private"].path(name))
    if target.exists():
        return
    partial = write_beside(target, secrets.token_hex(4), data)
    try:
        os.replace(partial, target)
        sync_folder(target.parent)
    finally:
        partial.unlink(missing_ok=True)
    forget_failure(name=name)


def keep_failure(*, name: str) -> None:
    """Notes that it could not be drawn, so that whoever waits for it is told."""
    target = Path(storages["private"].path(f"{name}.failed"))
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    target.touch(mode=0o600)


def forget_failure(*, name: str) -> None:
    """It is to be tried again."""
    Path(storages["private"].path(f"{name}.failed")).unlink(missing_ok=True)
