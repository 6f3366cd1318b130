"""What stands for the arguments of an address: for every noun the things of one owner."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from urllib.parse import urlencode

from django.urls import Resolver404, resolve

from partners.rules import Access, entry_for

from .addresses import Address, all_addresses
from .world import World

# Argument → noun of tests.isolation.world; one that is a noun itself needs no line.
NOUNS = {
    "page_id": "page",
    "parent_page_id": "page",
    "page_to_move_id": "page",
    "destination_id": "page",
    "page_pk": "page",
    "object_id": "page",
    "revision_id": "revision",
    "revision_id_a": "revision",
    "revision_id_b": "revision",
    "task_state_id": "task_state",
    "task_id": "task",
    "workflow_state_id": "workflow_state",
    "workflow_pk": "workflow",
    "collection_id": "collection",
    "session_id": "editing_session",
    "image_id": "image",
    "document_id": "document",
    "doc_id": "document",
    "uploaded_file_id": "upload",
    "code": "certificate_code",
    "slug": "slug",
    "key": "contact_key",
    "person": "user_id",
    "membership": "membership_id",
    "invitation": "invitation_id",
    "course": "course_slug",
    "part": "part_slug",
    # A partner that a screen is about.
    "of": "slug",
    "owner": "slug",
}
# Wagtail calls everything `pk`: which, the name of the address says.
PK_NOUNS = {
    "wagtailadmin_api:pages": "page",
    "wagtailadmin_api:images": "image",
    "wagtailadmin_api:documents": "document",
    "wagtailadmin_pages": "page",
    "wagtailimages_chooser": "image",
    "wagtaildocs_chooser": "document",
    "wagtailadmin_collections": "collection",
    "wagtailadmin_workflows": "workflow",
    "wagtailusers_users": "user",
    "wagtailusers_groups": "group",
    "wagtailsites": "site",
    "wagtaillocales": "locale",
    "wagtail_localize": "page",
}
PK_NOUNS_OF_ONE = {
    "wagtailadmin_workflows:edit_task": "task",
    "wagtailadmin_workflows:disable_task": "task",
    "wagtailadmin_workflows:enable_task": "task",
}
TAKEN_UP = ("shared-course", "hide-course", "show-course", "end-course", "shared-course-changes")
TAKEN_UP += ("read-changes", "add-own-part", "place-own-part")
NOUNS_OF_ONE = {
    **{(f"dashboards:{name}", "course"): "taken_up_slug" for name in TAKEN_UP},
    ("partners:brand-roll-back", "number"): "brand_revision",
    ("learning:finish-lesson", "path"): "path",
    ("learning:start-quiz", "path"): "path",
    ("media", "path"): "image_path",
    ("media-original", "path"): "image_path",
    ("page", "_0"): "path",
    ("wagtaildocs_serve", "_0"): "document",
    ("wagtaildocs_serve", "_1"): "document_name",
    ("wagtail_localize:submit_page_translation", "page_id"): "page",
}
# Neither whose it is nor what it is.
CONSTANTS = {
    "action_name": ["approve"],
    "content_type_app_name": ["courses"],
    "content_type_model_name": ["lessonpage"],
    "app_name": ["taggit"],
    "filter_spec": ["fill-20x20"],
    "uidb64": ["MQ"],
    "sequence": [1],
    "size": ["a4"],
    "mode": [""],
    "restriction_id": [1],
    "translation_id": [1],
    "translation_source_id": [1],
    "string_segment_id": [1],
    "overridable_segment_id": [1],
    "site": [1],
    "locale": [1],
}
PREVIEWS = ("brand-preview", "brand-preview-make", "brand-review-preview", "brand-review-preview-make")
CONSTANTS_OF_ONE = {
    **{(f"dashboards:{name}", "mode"): ["start", "letter"] for name in PREVIEWS},
    ("partners:brand-part", "part"): ["colours", "logo", "words", "signature"],
    # A logo or signature, named by what it looks like and by nobody's name.
    ("certificate-picture", "name"): ["0" * 64],
}
KINDS = ("app_label", "model_name", "action")
KINDS_OF_ONE = {
    "wagtail_bulk_action": [
        ("wagtailcore", "page", "delete"),
        ("wagtailcore", "page", "move"),
        ("wagtailcore", "page", "publish"),
        ("wagtailcore", "page", "unpublish"),
        ("pages", "siteimage", "delete"),
        ("pages", "siteimage", "add_tags"),
        ("pages", "siteimage", "add_to_collection"),
        ("pages", "sitedocument", "delete"),
        ("pages", "sitedocument", "add_to_collection"),
        ("accounts", "user", "delete"),
        ("accounts", "user", "assign_role"),
    ],
    "wagtailadmin_workflows:add_task": [("wagtailcore", "groupapprovaltask")],
    "wagtailadmin_tag_model_autocomplete": [("", "tag")],
}
USUAL_KINDS = [("courses", "lessonpage")]
BULK_NOUNS = {"page": "page", "siteimage": "image", "sitedocument": "document", "user": "user"}
HOW_MANY = {"path": 4, "user_id": 1, "membership_id": 1}


class CannotFillError(LookupError):
    """An address has an argument that nobody has said anything about."""


@dataclass(frozen=True)
class Case:
    """One address with its arguments filled. `owners`: whose the thing for each argument is."""

    address: Address
    url: str
    owners: tuple[tuple[str, str], ...] = ()
    # Which of several with the same owners.
    number: int = 0

    @cached_property
    def entry(self) -> Access | None:
        try:
            return entry_for(resolve(self.url.partition("?")[0]))
        except Resolver404:
            return None

    @property
    def named(self) -> set[str]:
        """All owners whose things it names, that of the section apart."""
        return {owner for argument, owner in self.owners if argument != "slug"}

    @property
    def section(self) -> str:
        return dict(self.owners).get("slug", "")


class Filler:
    def __init__(self, world: World) -> None:
        self.world = world

    def cases(self) -> Iterator[Case]:
        for address in all_addresses():
            yield from self.cases_of(address)

    def cases_of(self, address: Address) -> Iterator[Case]:
        owned = [name for name in address.parameters if self.noun_of(address, name)]
        seen = set()
        for owners in _assignments(owned):
            if not all(self.has(owner, self.noun_of(address, name)) for name, owner in owners.items()):
                continue
            for case in self._filled(address, owners):
                if case.url not in seen:
                    seen.add(case.url)
                    yield case

    def noun_of(self, address: Address, argument: str) -> str:
        """Empty for an argument that names no thing of anybody's."""
        if argument == "slug":
            return "slug"
        if argument == "pk":
            apps = [noun for app, noun in PK_NOUNS.items() if address.name.startswith(f"{app}:")]
            found = PK_NOUNS_OF_ONE.get(address.name) or (apps[0] if apps else "")
        else:
            found = NOUNS_OF_ONE.get((address.name, argument)) or NOUNS.get(argument, argument)
        if found in CONSTANTS or argument in KINDS:
            return ""
        if argument == "token" or (address.name, argument) in CONSTANTS_OF_ONE:
            return ""
        if found not in self.nouns:
            raise CannotFillError(
                f"{address.name}: nothing stands for <{argument}> (tests/isolation/fill.py)"
            )
        return found

    @cached_property
    def nouns(self) -> set[str]:
        return {"slug", *(noun for owner in self.world.owners.values() for noun in owner.things)}

    def has(self, owner: str, noun: str) -> bool:
        """The programme has no learners; nobody but it has what all share."""
        return noun == "slug" or bool(self.world.owners[owner].things.get(noun))

    def values(self, owner: str, noun: str) -> list:
        """The first few things of this owner."""
        if noun == "slug":
            return [self.world.owners[owner].slug]
        found = self.world.owners[owner].things[noun]
        return found[: HOW_MANY.get(noun, 2)]

    def _things(self, address: Address, argument: str, owner: str) -> list:
        noun = self.noun_of(address, argument)
        found = self.values(owner, noun)
        # Only the page's own pattern takes the last stroke along.
        return [value.rstrip("/") for value in found] if noun == "path" and argument == "path" else found

    def _filled(self, address: Address, owners: dict[str, str]) -> Iterator[Case]:
        lists = {
            name: self._things(address, name, owners[name])
            if name in owners
            else self._constants(address, name)
            for name in address.parameters
            if name not in KINDS
        }
        longest = max((len(values) for values in lists.values()), default=1)
        kinds = [name for name in address.parameters if name in KINDS]
        for at, kind in product(range(longest), self._kinds(address) if kinds else [()]):
            values = {name: found[at % len(found)] for name, found in lists.items()}
            values.update(zip([name for name in KINDS if name in kinds], kind, strict=False))
            case = Case(address, address.filled(values), tuple(owners.items()), at)
            yield from self._with_query(case, kind)

    def _with_query(self, case: Case, kind: tuple) -> Iterator[Case]:
        if case.address.name != "wagtail_bulk_action":
            yield case
            return
        for owner in self.world.owners:
            # Wagtail stumbles where a page and one above it are deleted at once; lists never offer both.
            ids = self.values(owner, BULK_NOUNS[kind[1]])[: 1 if kind[1] == "page" else None]
            query = urlencode([("id", value) for value in ids])
            yield Case(case.address, f"{case.url}?{query}", (("id", owner),))

    def _constants(self, address: Address, name: str) -> list:
        if name == "token":
            return ["x" * 43]
        if (address.name, name) in CONSTANTS_OF_ONE:
            return CONSTANTS_OF_ONE[address.name, name]
        noun = NOUNS_OF_ONE.get((address.name, name), name)
        if noun == "pk":
            noun = next(noun for app, noun in PK_NOUNS.items() if address.name.startswith(f"{app}:"))
        return CONSTANTS[noun]

    def _kinds(self, address: Address) -> list[tuple]:
        found = KINDS_OF_ONE.get(address.name, USUAL_KINDS)
        if "app_label" not in address.parameters:
            return [kind[1:] for kind in found] if "model_name" in address.parameters else found
        return found


def _assignments(owned: list[str]) -> list[dict[str, str]]:
    """Everything of one owner, and things of another beside the first argument's own."""
    if not owned:
        return [{}]
    same = [dict.fromkeys(owned, owner) for owner in ("alder", "birch", "shared", "cedar")]
    if len(owned) == 1:
        return same
    first, *rest = owned
    mixed = [
        ("alder", "birch"),
        ("alder", "shared"),
        ("alder", "cedar"),
        ("shared", "birch"),
        ("birch", "alder"),
    ]
    return same + [{first: mine, **dict.fromkeys(rest, theirs)} for mine, theirs in mixed]
