"""What the daily work does for the site itself."""

from datetime import timedelta

from django.utils import timezone
from django_tasks_db.models import DBTaskResult, TaskResultStatus

from dashboards.domain.daily import DAILY


def test_what_the_worker_did_is_forgotten_after_a_fortnight_and_what_waits_is_not(db):
    now = timezone.now()
    for days in (13, 15):
        # RUNNING: its worker was killed; nobody will ever finish it.
        for status in (TaskResultStatus.READY, TaskResultStatus.RUNNING, TaskResultStatus.SUCCESSFUL):
            row = DBTaskResult.objects.create(
                status=status, task_path="x.y", backend_name="background", run_after=now, args_kwargs={}
            )
            DBTaskResult.objects.filter(pk=row.pk).update(enqueued_at=now - timedelta(days=days))

    assert DAILY["tasks of the worker forgotten"]() == 2

    left = DBTaskResult.objects.filter(enqueued_at__lt=now - timedelta(days=14))
    assert [row.status for row in left] == [TaskResultStatus.READY]
    assert DBTaskResult.objects.count() == 4
