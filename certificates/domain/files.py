"""Files of private storage, whole or not at all: written beside their place, synced, then renamed into it."""

import os
from pathlib import Path


def write_beside(target: Path, mark: str, data: bytes) -> Path:
    """Writes and syncs `<target>.<mark>.part`, for os.replace. Raises OSError, with nothing left behind."""
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    partial = target.with_name(f"{target.name}.{mark}.part")
    descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        partial.unlink(missing_ok=True)
        raise
    return partial


def sync_folder(folder: Path) -> None:
    """A renamed file is there for good only once its folder is written."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
