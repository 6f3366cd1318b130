"""Who may use the addresses of Wagtail's admin. What a role needs is named here; the rest is the operator's.

The guard answers from this list before the view does: 404 for somebody else's object, 403 for a missing right.
"""

from partners.enums import Ability
from partners.rules.access import Access, Names, Reach, Where, Who, for_operator, nobody

PAGE = Names("page_id", "page")
KEPT_PAGE = Names("page_id", "page", Reach.KEPT)
PARENT = Names("parent_page_id", "page")
MOVED = Names("page_to_move_id", "page")
REVISION = Names("revision_id", "revision")
TASK_STATE = Names("task_state_id", "task_state")
NEW_PARENT = Names("new_parent_page", "page", where=Where.FORM)


def _editor(
    name: str,
    *methods: str,
    names: tuple[Names, ...] = (),
    ability: Ability | None = None,
    right: str = "",
    is_written_down: bool = True,
) -> Access:
    return Access(
        name,
        Who.EDITOR,
        methods or ("GET",),
        ability=ability,
        names=names,
        right=right,
        is_written_down=is_written_down,
    )


def _fetched(name: str, *methods: str, names: tuple[Names, ...] = ()) -> Access:
    """What a screen fetches by itself."""
    return _editor(name, *methods, names=names, is_written_down=False)


def _pages(name: str, *methods: str, **more) -> Access:
    return _editor(f"wagtailadmin_pages:{name}", *methods, **more)


FURNITURE = [
    Access("wagtailadmin_sprite", Who.SIGNED_IN),
    Access("wagtailadmin_javascript_catalog", Who.SIGNED_IN),
    Access("wagtail_localize:javascript_catalog", Who.SIGNED_IN),
    Access("wagtailadmin_logout", Who.SIGNED_IN, ("POST",)),
    _fetched("wagtailadmin_dismissibles", "PATCH"),
    _fetched("wagtailadmin_block_preview"),
    _fetched(
        "wagtailadmin_editing_sessions:ping",
        "POST",
        names=(Names("object_id", "edited"), Names("session_id", "editing_session")),
    ),
    _fetched(
        "wagtailadmin_editing_sessions:release", "POST", names=(Names("session_id", "editing_session"),)
    ),
    _fetched(
        "wagtailadmin_api:pages:listing",
        names=(
            Names("child_of", "page", Reach.ABOVE, Where.QUERY),
            Names("descendant_of", "page", Reach.ABOVE, Where.QUERY),
            Names("ancestor_of", "page", Reach.ABOVE, Where.QUERY),
            Names("translation_of", "page", Reach.ABOVE, Where.QUERY),
        ),
    ),
    _fetched("media-original", names=(Names("path", "original", Reach.SHARED),)),
    _editor("wagtailadmin_home"),
    _editor("wagtailadmin_account", "GET", "POST"),
    _editor(
        "wagtail_bulk_action",
        "GET",
        "POST",
        names=(
            Names("id", "bulk_object", where=Where.QUERY),
            Names("childOf", "bulk_parent", where=Where.QUERY),
            Names("chooser", "page", where=Where.FORM),
        ),
    ),
]

EXPLORER = [
    _editor("wagtailadmin_explore_root"),
    _editor("wagtailadmin_explore", names=(Names("parent_page_id", "page", Reach.ABOVE),)),
    _editor("wagtailadmin_explore_results", names=(Names("parent_page_id", "page", Reach.ABOVE),)),
    _pages("search"),
    _pages("search_results"),
    _pages("add_subpage", names=(PARENT,), ability=Ability.WRITE),
    _pages("add", "GET", "POST", names=(PARENT,), ability=Ability.WRITE),
    _pages("preview_on_add", "GET", "POST", "DELETE", names=(PARENT,), ability=Ability.WRITE),
    _pages("edit", "GET", "POST", names=(PAGE,), right="can_edit"),
    _pages("preview_on_edit", "GET", "POST", "DELETE", names=(PAGE,), right="can_edit"),
    _pages("view_draft", names=(PAGE,), right="can_view_revisions"),
    _pages("usage", names=(PAGE,)),
    _pages("delete", "GET", "POST", names=(PAGE,), right="can_delete"),
    _pages("unpublish", "GET", "POST", names=(PAGE,), ability=Ability.PUBLISH, right="can_unpublish"),
    _pages("move", "GET", "POST", names=(MOVED, NEW_PARENT), right="can_move"),
    _pages("move_confirm", "GET", "POST", names=(MOVED, Names("destination_id", "page")), right="can_move"),
    _pages("set_page_position", "POST", names=(MOVED,)),
    # A copy takes along what stands below, and stays after the page has gone back.
    _pages("copy", "GET", "POST", names=(KEPT_PAGE, NEW_PARENT), ability=Ability.WRITE),
    _pages("lock", "POST", names=(PAGE,), right="can_lock"),
    _pages("unlock", "POST", names=(PAGE,), right="can_unlock"),
    _pages("history", names=(PAGE,)),
    _pages("history_results", names=(PAGE,)),
    _pages("workflow_history", names=(PAGE,)),
    _pages("workflow_history_detail", names=(PAGE, Names("workflow_state_id", "workflow_state"))),
    _pages("revisions_index", names=(PAGE,)),
    _pages("revisions_view", names=(PAGE, REVISION), right="can_view_revisions"),
    _pages("revisions_revert", "GET", "POST", names=(PAGE, REVISION), right="can_edit"),
    _pages(
        "revisions_unschedule",
        "GET",
        "POST",
        names=(PAGE, REVISION),
        ability=Ability.PUBLISH,
        right="can_edit",
    ),
    _pages(
        "revisions_compare",
        names=(Names("pk", "page"), Names("revision_id_a", "revision"), Names("revision_id_b", "revision")),
        right="can_view_revisions",
    ),
    _pages("workflow_action", "GET", "POST", names=(PAGE, TASK_STATE)),
    _pages("collect_workflow_action_data", "GET", "POST", names=(PAGE, TASK_STATE)),
    _pages("confirm_workflow_cancellation", names=(PAGE,)),
    _pages("workflow_preview", names=(PAGE, Names("task_id", "task"))),
]

CHOOSERS = [
    _editor(
        "wagtailadmin_choose_page",
        names=(
            Names("parent_page_id", "page", Reach.SHARED, Where.QUERY),
            Names("target_pages[]", "page", Reach.SHARED, Where.QUERY),
        ),
    ),
    _editor(
        "wagtailadmin_choose_page_child",
        names=(
            Names("parent_page_id", "page", Reach.SHARED),
            Names("parent_page_id", "page", Reach.SHARED, Where.QUERY),
            Names("target_pages[]", "page", Reach.SHARED, Where.QUERY),
        ),
    ),
    _editor(
        "wagtailadmin_choose_page_search",
        names=(Names("target_pages[]", "page", Reach.SHARED, Where.QUERY),),
    ),
    _editor(
        "wagtailadmin_choose_page_chosen_multiple",
        names=(Names("id", "page", Reach.SHARED, Where.QUERY),),
    ),
    _editor("wagtailadmin_choose_page_external_link", "GET", "POST"),
    _editor("wagtailadmin_choose_page_email_link", "GET", "POST"),
    _editor("wagtailadmin_choose_page_phone_link", "GET", "POST"),
    _editor("wagtailadmin_choose_page_anchor_link", "GET", "POST"),
]


def _media(app: str, noun: str, argument: str, multiple: str, uploaded: str) -> list[Access]:
    """Pictures and documents have the same screens, under almost the same names."""
    thing, many = Names(argument, noun), Names(multiple, noun)
    shared = Names("pk", noun, Reach.SHARED)
    upload = Names("uploaded_file_id", "upload")
    listed = (Names("collection_id", "collection", Reach.SHARED, Where.QUERY),)
    filed = (Names("collection", "collection", where=Where.FORM),)
    chooser_filed = (Names(f"{noun}-chooser-upload-collection", "collection", where=Where.FORM),)
    return [
        _editor(f"{app}:index", names=listed),
        _editor(f"{app}:index_results", names=listed),
        _editor(f"{app}:add", "GET", "POST", names=filed),
        _editor(f"{app}:edit", "GET", "POST", names=(thing, *filed)),
        _editor(f"{app}:delete", "GET", "POST", names=(thing,)),
        _editor(f"{app}:{noun}_usage", names=(thing,)),
        _editor(f"{app}:add_multiple", "GET", "POST", names=(*listed, *filed)),
        _editor(f"{app}:edit_multiple", "POST", names=(many,)),
        _editor(f"{app}:{uploaded}", "POST", names=(upload,)),
        _editor(f"{app}:delete_multiple", "POST", names=(many,)),
        _editor(f"{app}:delete_upload_multiple", "POST", names=(upload,)),
        _editor(f"{app}_chooser:choose", names=listed),
        _editor(f"{app}_chooser:choose_results", names=listed),
        _editor(f"{app}_chooser:chosen", names=(shared,)),
        _editor(f"{app}_chooser:chosen_multiple", names=(Names("id", noun, Reach.SHARED, Where.QUERY),)),
        _editor(f"{app}_chooser:create", "GET", "POST", names=chooser_filed),
    ]


MEDIA = [
    *_media("wagtailimages", "image", "image_id", "image_id", "create_multiple_from_uploaded_image"),
    *_media("wagtaildocs", "document", "document_id", "doc_id", "create_multiple_from_uploaded_document"),
    _editor(
        "wagtailimages_chooser:select_format",
        "GET",
        "POST",
        names=(Names("image_id", "image", Reach.SHARED),),
    ),
]

# Settings of the whole site.
OPERATOR = for_operator(
    "wagtailadmin_pages:type_use",
    "wagtailadmin_pages:type_use_results",
    "wagtailadmin_pages:choose_parent",
    "wagtailadmin_pages:convert_alias",
    "wagtailadmin_pages:set_privacy",
    *(f"wagtailadmin_collections:{name}" for name in ("index", "add", "edit", "delete", "set_privacy")),
    *(
        f"wagtailadmin_workflows:{name}"
        for name in (
            *(
                "index",
                "index_results",
                "add",
                "enable",
                "disable",
                "edit",
                "usage",
                "usage_results",
                "remove",
            ),
            *("add_task", "select_task_type", "task_index", "task_index_results"),
            *("edit_task", "disable_task", "enable_task"),
            *("task_chooser", "task_chooser_results", "task_chooser_create", "task_chosen"),
        )
    ),
    *(
        f"wagtailadmin_reports:{report}{results}"
        for report in (
            *("locked_pages", "workflow", "workflow_tasks"),
            *("site_history", "aging_pages", "page_types_usage"),
        )
        for results in ("", "_results")
    ),
    *(
        f"{app}:{name}"
        for app in ("wagtailsites", "wagtaillocales")
        for name in (
            *("index", "index_results", "add", "edit", "delete"),
            *("history", "history_results", "usage", "copy"),
        )
    ),
    *(
        f"wagtail_localize:{name}"
        for name in (
            *("submit_page_translation", "update_translations", "edit_string_translation", "edit_override"),
            *("download_pofile", "upload_pofile", "machine_translate", "preview_translation"),
            *("stop_translation", "convert_to_alias", "translations_report", "translations_report_results"),
        )
    ),
)

# Staff and roles are managed on our own screens, tags are not used, nothing is embedded, one door signs in.
NOBODY = nobody(
    "wagtailadmin_login",
    "wagtailadmin_password_reset",
    "wagtailadmin_password_reset_done",
    "wagtailadmin_password_reset_confirm",
    "wagtailadmin_password_reset_complete",
    "wagtailadmin_error_test",
    "django.views.generic.base.TemplateView",
    "wagtail.admin.views.home.default",
    "wagtailadmin_tag_autocomplete",
    "wagtailadmin_tag_model_autocomplete",
    "wagtailembeds:chooser",
    "wagtailembeds:chooser_upload",
    "wagtailimages:url_generator",
    "wagtailimages:url_generator_output",
    "wagtailimages:preview",
    "wagtail_localize:submit_snippet_translation",
    "wagtail_localize:snippets_api_listing",
    "wagtail_localize:snippets_api_detail",
    *(f"wagtailadmin_api:pages:{name}" for name in ("detail", "find", "action")),
    *(
        f"wagtailadmin_api:{noun}:{name}"
        for noun in ("images", "documents")
        for name in ("listing", "detail", "find")
    ),
    *(
        f"wagtailusers_users:{name}"
        for name in (
            *("index", "index_results", "add", "edit", "delete"),
            *("history", "history_results", "usage", "copy"),
        )
    ),
    *(
        f"wagtailusers_groups:{name}"
        for name in (
            *("index", "index_results", "add", "edit", "delete"),
            *("history", "history_results", "usage"),
        )
    ),
)

WAGTAIL_ADMIN = [*FURNITURE, *EXPLORER, *CHOOSERS, *MEDIA, *OPERATOR, *NOBODY]
