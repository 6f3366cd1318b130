"""Pictures and documents in sight. The variable is set by `partners` alone; without it all of them are."""

from contextvars import ContextVar

from django.db import models
from wagtail.documents.models import DocumentQuerySet
from wagtail.images.models import ImageQuerySet

# Ids of the collections whose things may be seen just now; None outside the screens of staff.
collections_in_sight: ContextVar[tuple[int, ...] | None] = ContextVar("collections_in_sight", default=None)


# Paths of the page tree below which drafts may be seen; None outside the screens of staff.
drafts_in_sight: ContextVar[tuple[str, ...] | None] = ContextVar("drafts_in_sight", default=None)


class _InSight:
    """Never raises: serving, commands and indexing ask without a scope and get everything."""

    def get_queryset(self):
        queryset = super().get_queryset()
        in_sight = collections_in_sight.get()
        return queryset if in_sight is None else queryset.filter(collection_id__in=in_sight)


class ImageManager(_InSight, models.Manager.from_queryset(ImageQuerySet)):
    pass


class DocumentManager(_InSight, models.Manager.from_queryset(DocumentQuerySet)):
    pass
