"""The scope of content: what somebody who acts for one partner meets on Wagtail's screens.

Opened by the guard alone. Unlike the doors it never raises: public serving, commands, tasks and indexing run
without it and see everything.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from django.db.models import Q

from pages.managers import collections_in_sight, drafts_in_sight
from partners.managers import contacts_in_sight


@dataclass(frozen=True)
class ContentScope:
    """Sections by their paths in the page tree, media by the ids of their collections.

    `group_names`: the groups of Wagtail that stand for the roles held today.
    """

    partner_id: int
    partner_name: str
    group_names: frozenset[str]
    own_paths: tuple[str, ...]
    foreign_paths: tuple[str, ...]
    own_collections: tuple[int, ...]
    shared_collections: tuple[int, ...]

    def owns_path(self, path: str) -> bool:
        return path.startswith(self.own_paths)

    def leads_to_own(self, path: str) -> bool:
        """The path of a section, or of a page above or below it."""
        return self.owns_path(path) or any(own.startswith(path) for own in self.own_paths)

    def is_foreign(self, path: str) -> bool:
        return path.startswith(self.foreign_paths)

    @property
    def own_pages(self) -> Q:
        return _below(self.own_paths)

    @property
    def pages_in_sight(self) -> Q:
        """Its own, drafts too; of what stands in nobody else's section only what is live, and the way there."""
        return self.own_pages | (Q(live=True) & ~_below(self.foreign_paths)) | Q(depth=1)


_scope: ContextVar[ContentScope | None] = ContextVar("content_scope", default=None)


def content_scope() -> ContentScope | None:
    """The open scope; None where everything is in sight."""
    return _scope.get()


@contextmanager
def staff_content(scope: ContentScope) -> Iterator[None]:
    with _opened(scope):
        yield


@contextmanager
def everything() -> Iterator[None]:
    """Inside, no scope holds: for what is kept in memory for everybody."""
    with _opened(None):
        yield


@contextmanager
def _opened(scope: ContentScope | None) -> Iterator[None]:
    media = (*scope.own_collections, *scope.shared_collections) if scope else None
    tokens = (
        (_scope, _scope.set(scope)),
        (collections_in_sight, collections_in_sight.set(media)),
        (drafts_in_sight, drafts_in_sight.set(scope.own_paths if scope else None)),
        (contacts_in_sight, contacts_in_sight.set(scope.partner_id if scope else None)),
    )
    try:
        yield
    finally:
        for variable, token in tokens:
            variable.reset(token)


def _below(paths: tuple[str, ...]) -> Q:
    # No path is below none: a condition that no row meets.
    found = Q(pk__in=[])
    for path in paths:
        found |= Q(path__startswith=path)
    return found
