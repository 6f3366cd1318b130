"""Whether an object that an address names may be reached from where somebody acts. One rule for each noun.

The answer is a plain no for what is not there, too: nobody learns from it what other partners have.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from django.apps import apps
from wagtail.admin.models import EditingSession
from wagtail.models import Page, Revision, TaskState, UploadedFile, WorkflowState

from pages.models import SiteDocument, SiteImage
from partners.scoping import ContentScope

from .access import Access, Reach, Where
from .approval import may_moderate


@dataclass(frozen=True)
class Asked:
    """One argument as it came, whose it may be, and what else stands in the address."""

    value: object
    reach: Reach
    scope: ContentScope
    user: object
    arguments: Mapping[str, object]
    query: Mapping[str, str]

    @property
    def key(self) -> int | None:
        text = str(self.value)
        return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None

    @property
    def page_id(self) -> str:
        """The page that stands in the same address."""
        return str(self.arguments.get("page_id", self.arguments.get("pk", "")))


def page(asked: Asked) -> bool:
    found = Page.objects.filter(pk=asked.key).values_list("path", "live").first()
    if found is None:
        return False
    path, is_live = found
    if asked.scope.owns_path(path):
        return True
    if asked.reach is Reach.ABOVE:
        return asked.scope.leads_to_own(path)
    if asked.reach is Reach.SHARED:
        return asked.scope.leads_to_own(path) or (is_live and not asked.scope.is_foreign(path))
    if asked.reach is Reach.KEPT:
        return False
    # The programme's second person, where a partner has none: this page and no other.
    return may_moderate(asked.user, Page.objects.get(pk=asked.key))


def image(asked: Asked) -> bool:
    return _is_in_collection(SiteImage, asked)


def document(asked: Asked) -> bool:
    return _is_in_collection(SiteDocument, asked)


def original(asked: Asked) -> bool:
    """The file of a picture as it was sent; pages show smaller ones made from it."""
    # PostgreSQL refuses to look for a text with a NUL sign.
    name = str(asked.value).replace("\0", "")
    return SiteImage.objects.filter(file=name, collection_id__in=_collections(asked)).exists()


def collection(asked: Asked) -> bool:
    if asked.value in ("", None):
        return True
    return asked.key in _collections(asked)


def upload(asked: Asked) -> bool:
    """A file that waits for its form: the uploader's alone."""
    return UploadedFile.objects.filter(pk=asked.key, uploaded_by_user=asked.user).exists()


def revision(asked: Asked) -> bool:
    """`live`, `latest` and `earliest` are those of the page in the same address."""
    if asked.value in ("live", "latest", "earliest"):
        return True
    return Revision.page_revisions.filter(pk=asked.key, object_id=asked.page_id).exists()


def task_state(asked: Asked) -> bool:
    return _of_this_page(TaskState.objects.filter(pk=asked.key), asked, "workflow_state__")


def task(asked: Asked) -> bool:
    return _of_this_page(TaskState.objects.filter(task_id=asked.key), asked, "workflow_state__")


def workflow_state(asked: Asked) -> bool:
    return _of_this_page(WorkflowState.objects.filter(pk=asked.key), asked, "")


def edited(asked: Asked) -> bool:
    """What an editor says it has open: pages only."""
    model = _model(asked.arguments.get("app_label"), asked.arguments.get("model_name"))
    return model is not None and issubclass(model, Page) and page(asked)


def editing_session(asked: Asked) -> bool:
    """One's own, or a new one, which has no number yet."""
    session = EditingSession.objects.filter(pk=asked.key).first()
    return session is None or session.user_id == asked.user.pk


# What may be done with many at once. Tags and other collections are not used here; staff have their own screens.
BULK_ACTIONS = {
    ("wagtailcore", "page"): (page, {"delete", "move", "publish", "unpublish"}),
    ("pages", "siteimage"): (image, {"delete"}),
    ("pages", "sitedocument"): (document, {"delete"}),
}


def bulk_object(asked: Asked) -> bool:
    """`all` means all that are listed; of pages only those below a page, or Wagtail would take the whole site."""
    rule, _actions = BULK_ACTIONS[_kind(asked)]
    if asked.value == "all":
        return rule is not page or bool(asked.query.get("childOf"))
    return rule(asked)


def bulk_parent(asked: Asked) -> bool:
    """Where `all` is counted from: a page, or a collection of pictures or documents."""
    rule, _actions = BULK_ACTIONS[_kind(asked)]
    return page(asked) if rule is page else collection(asked)


def _kind(asked: Asked) -> tuple[object, object]:
    return asked.arguments.get("app_label"), asked.arguments.get("model_name")


def _collections(asked: Asked) -> tuple[int, ...]:
    own, shared = asked.scope.own_collections, asked.scope.shared_collections
    return own if asked.reach is Reach.OWN else own + shared


def _is_in_collection(model, asked: Asked) -> bool:
    return model.objects.filter(pk=asked.key, collection_id__in=_collections(asked)).exists()


def _of_this_page(rows, asked: Asked, prefix: str) -> bool:
    wanted = {f"{prefix}object_id": asked.page_id, f"{prefix}base_content_type__model": "page"}
    return rows.filter(**wanted).exists()


def _model(app_label, model_name):
    try:
        return apps.get_model(app_label, model_name)
    except (LookupError, ValueError):
        return None


REACH: dict[str, Callable[[Asked], bool]] = {
    "page": page,
    "image": image,
    "document": document,
    "original": original,
    "collection": collection,
    "upload": upload,
    "revision": revision,
    "task": task,
    "task_state": task_state,
    "workflow_state": workflow_state,
    "edited": edited,
    "editing_session": editing_session,
    "bulk_object": bulk_object,
    "bulk_parent": bulk_parent,
}


def is_within_reach(request, *, entry: Access, arguments: Mapping[str, object], scope: ContentScope) -> bool:
    """Whether all that an address, its query and its form name may be reached by somebody who acts there."""
    return all(
        REACH[name.noun](
            Asked(
                value=value,
                reach=name.reach,
                scope=scope,
                user=request.user,
                arguments=arguments,
                query=request.GET,
            )
        )
        for name in entry.names
        for value in _values(request, arguments, name.argument, name.where)
    )


def _values(request, arguments: Mapping[str, object], argument: str, where: Where) -> Iterable[object]:
    if where is Where.PATH:
        return [arguments[argument]] if argument in arguments else []
    given = request.GET if where is Where.QUERY else request.POST
    # A list may come as one parameter, with commas between.
    return [part for value in given.getlist(argument) for part in value.split(",") if part]
