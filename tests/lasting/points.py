"""The places at which a task worker can be told to die, in the order in which a certificate's file passes them."""

import os
import signal

from tests.kill.points import Orders

AFTER_LEASE = "after the lease"
HALF_WRITTEN = "half a file written"
BEFORE_RENAME = "before the rename"
BEFORE_COMMIT = "after the rename, before the commit"
AFTER_COMMIT = "after the commit"
POINTS = (HALF_WRITTEN, BEFORE_COMMIT, AFTER_COMMIT, BEFORE_RENAME, AFTER_LEASE)


def arm(orders: Orders) -> None:
    """In a worker of ours: from now on it dies where it is told to, as at a power cut."""
    from certificates import tasks  # noqa: PLC0415 - after django.setup()
    from certificates.domain import storing  # noqa: PLC0415

    def pass_by(point: str) -> None:
        if orders.take(point):
            os.kill(os.getpid(), signal.SIGKILL)

    take, write, sync, keep = tasks.take_pdf, storing.write_beside, storing.sync_folder, tasks.keep_pdf

    def taking(**words):
        taken = take(**words)
        if taken:
            pass_by(AFTER_LEASE)
        return taken

    def writing(target, mark, data):
        if orders.is_waiting(HALF_WRITTEN):
            write(target, mark, data[: len(data) // 2])
            pass_by(HALF_WRITTEN)
        partial = write(target, mark, data)
        pass_by(BEFORE_RENAME)
        return partial

    def syncing(folder):
        sync(folder)
        pass_by(BEFORE_COMMIT)

    def keeping(**words):
        kept = keep(**words)
        pass_by(AFTER_COMMIT)
        return kept

    tasks.take_pdf, storing.write_beside, storing.sync_folder, tasks.keep_pdf = (
        taking,
        writing,
        syncing,
        keeping,
    )
