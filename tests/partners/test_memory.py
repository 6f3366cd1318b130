"""What a process remembers of public content, and when it forgets."""

import pytest
from django.db import transaction
from django.http import HttpResponse

from partners.domain import public_content_changed
from partners.middleware import ContentVersionMiddleware
from partners.models import ContentVersion
from partners.queries import content_version, forget_request, remembered, within_request

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _a_version():
    public_content_changed()


class Built:
    """Counts how often it was built."""

    def __init__(self, value=None):
        self.times = 0
        self.value = value

    def __call__(self):
        self.times += 1
        return self.value


def test_remembered_is_built_once_even_where_it_is_nothing():
    build = Built(None)

    found = [remembered("thing", build), remembered("thing", build)]

    assert (found, build.times) == ([None, None], 1)


def test_remembered_keeps_names_apart():
    found = [remembered(("thing", 1), Built("one")), remembered(("thing", 2), Built("two"))]

    assert found == ["one", "two"]
    assert remembered(("thing", 1), Built("new")) == "one"


def test_change_throws_everything_away():
    remembered("thing", Built("old"))
    remembered("other", Built("old"))

    public_content_changed()

    assert [remembered("thing", Built("new")), remembered("other", Built("new"))] == ["new", "new"]


def test_each_change_raises_the_one_number():
    numbers = []
    for _change in range(3):
        public_content_changed()
        numbers.append(content_version())

    assert numbers == sorted(set(numbers))
    assert list(ContentVersion.objects.values_list("pk", "number")) == [(1, numbers[-1])]


def test_what_was_built_in_a_transaction_that_is_undone_is_never_read_again():
    with transaction.atomic():
        public_content_changed()
        assert remembered("thing", Built("never was")) == "never was"
        transaction.set_rollback(True)
    # The next change counts on from where the one that was undone began.
    forget_request()
    public_content_changed()

    assert remembered("thing", Built("is")) == "is"


def test_change_without_a_row_makes_it():
    ContentVersion.objects.all().delete()
    assert content_version() == 0

    public_content_changed()

    assert [row.pk for row in ContentVersion.objects.all()] == [1]
    assert content_version() > 0


def test_change_by_another_process_is_noticed_outside_a_request():
    remembered("thing", Built("old"))

    ContentVersion.objects.filter(pk=1).update(number=content_version() + 1)

    assert remembered("thing", Built("new")) == "new"


def test_version_is_read_once_in_a_request(django_assert_num_queries):
    with within_request(), django_assert_num_queries(1):
        for name in ("one", "two", "one"):
            remembered(name, Built(name))
        content_version()


def test_version_is_read_at_each_use_outside_a_request(django_assert_num_queries):
    with django_assert_num_queries(2):
        content_version()
        content_version()


def test_change_by_another_process_is_not_seen_within_a_request():
    with within_request():
        remembered("thing", Built("old"))

        ContentVersion.objects.filter(pk=1).update(number=99)

        assert remembered("thing", Built("new")) == "old"
    assert remembered("thing", Built("new")) == "new"


def test_change_within_a_request_is_seen_by_it(django_assert_num_queries):
    with within_request():
        remembered("thing", Built("old"))

        public_content_changed()

        with django_assert_num_queries(1):
            found = [remembered("thing", Built("new")), remembered("thing", Built("newer"))]
    assert found == ["new", "new"]


def test_request_within_a_request_leaves_the_outer_one_as_it_was(django_assert_num_queries):
    with within_request():
        before = content_version()

        with within_request():
            content_version()

        with django_assert_num_queries(0):
            assert content_version() == before


def test_middleware_reads_the_version_once_for_each_request(rf, django_assert_num_queries):
    def view(_request):
        return HttpResponse(f"{content_version()} {content_version()} {remembered('thing', Built('x'))}")

    middleware = ContentVersionMiddleware(view)

    with django_assert_num_queries(2):
        answers = [middleware(rf.get("/")).content for _time in range(2)]

    assert answers[0] == answers[1]


def test_middleware_reads_no_version_where_nothing_public_is_asked(rf, django_assert_num_queries):
    middleware = ContentVersionMiddleware(lambda _request: HttpResponse())

    with django_assert_num_queries(0):
        middleware(rf.get("/"))


def test_middleware_forgets_the_version_after_a_fault(rf, django_assert_num_queries):
    def view(_request):
        content_version()
        raise RuntimeError

    with pytest.raises(RuntimeError):
        ContentVersionMiddleware(view)(rf.get("/"))

    with django_assert_num_queries(2):
        content_version()
        content_version()


def test_middleware_gives_the_admin_its_own_script_policy(rf, settings):
    middleware = ContentVersionMiddleware(lambda _request: HttpResponse())

    policies = [
        getattr(middleware(rf.get(path)), "_csp_replace", None) for path in ("/admin/pages/", "/alder/")
    ]

    assert policies == [settings.ADMIN_CONTENT_SECURITY_POLICY, None]
