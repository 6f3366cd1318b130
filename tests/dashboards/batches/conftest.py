import pytest
from django.test import Client
from django_tasks import task_backends

from certificates.models import Certificate
from tests.dashboards.batches.acts import holder, staff_of


@pytest.fixture(autouse=True)
def private(settings, tmp_path):
    settings.STORAGES = {
        **settings.STORAGES,
        "private": {**settings.STORAGES["private"], "OPTIONS": {"location": tmp_path, "base_url": None}},
    }
    return tmp_path


@pytest.fixture(autouse=True)
def queue():
    """Ids of the batches that are queued, each once."""
    backend = task_backends["background"]
    backend.clear()

    def taken() -> list[int]:
        ids = [result.args[0] for result in backend.results if result.task.name == "draw_batch"]
        backend.clear()
        return ids

    yield taken
    backend.clear()


@pytest.fixture
def coordinator(two_partners) -> Client:
    return staff_of(two_partners.alder)


@pytest.fixture
def amina(two_partners) -> Certificate:
    return holder(two_partners.alder, "Amina Ali")


@pytest.fixture
def bo(two_partners) -> Certificate:
    return holder(two_partners.alder, "Bo Berg")
