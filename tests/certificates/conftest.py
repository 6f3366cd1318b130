import pytest
from django.core.files.storage import storages
from django_tasks import task_backends

from tests.certificates import factory


@pytest.fixture
def private(settings, tmp_path):
    """An empty private storage of the test's own."""
    settings.STORAGES = {
        **settings.STORAGES,
        "private": {**settings.STORAGES["private"], "OPTIONS": {"location": tmp_path, "base_url": None}},
    }
    return tmp_path


@pytest.fixture
def queued():
    """Ids of the files that are queued for the task worker, in order."""
    backend = task_backends["background"]
    backend.clear()
    yield lambda: [result.args[0] for result in backend.results]
    backend.clear()


@pytest.fixture
def programme(db):
    """Whose brand stands where no association's does."""
    return factory.make_partner("programme", is_programme=True)


@pytest.fixture
def alder(programme):
    return factory.make_partner("alder")


@pytest.fixture
def done(alder):
    """Somebody who has finished a course with Alder."""
    return factory.complete(alder)


@pytest.fixture(scope="session")
def files():
    """All files in a storage's folder, by name relative to it."""

    def listed(folder):
        return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())

    return listed


@pytest.fixture
def storage(private):
    return storages["private"]
