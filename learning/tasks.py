"""What the task worker does for learners. Arguments are ids of rows, never a name."""

from django_tasks import task

from learning.domain import voiding


@task(backend="background")
def give_marks(voided_id: int, after: int = 0) -> None:
    """Gives some learners the mark of a question that was found wrong, then queues the next ones."""
    after = voiding.give_marks(voided_id=voided_id, after=after)
    if after is not None:
        give_marks.enqueue(voided_id, after)
