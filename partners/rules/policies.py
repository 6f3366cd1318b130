"""Wagtail's permissions, for the partner one acts for: of all groups a person is in, only those of its roles today.

Where nobody acts (commands, tasks, public serving) they are Wagtail's own.
"""

from wagtail.models import Collection, Page
from wagtail.permission_policies.collections import (
    CollectionManagementPermissionPolicy,
    CollectionOwnershipPermissionPolicy,
)
from wagtail.permission_policies.pages import PagePermissionPolicy

from pages.models import SiteDocument, SiteImage
from partners.scoping import content_scope


class _ActingFor:
    def get_all_permissions_for_user(self, user):
        rows = super().get_all_permissions_for_user(user)
        scope = content_scope()
        return rows if scope is None else rows.filter(group__name__in=scope.group_names)


class ActingPagePolicy(_ActingFor, PagePermissionPolicy):
    pass


class ActingMediaPolicy(_ActingFor, CollectionOwnershipPermissionPolicy):
    pass


class ActingCollectionPolicy(_ActingFor, CollectionManagementPermissionPolicy):
    pass


# What is registered with Wagtail in place of its own.
POLICIES = {
    Page: ActingPagePolicy(Page),
    SiteImage: ActingMediaPolicy(
        SiteImage, auth_model="wagtailimages.Image", owner_field_name="uploaded_by_user"
    ),
    SiteDocument: ActingMediaPolicy(
        SiteDocument, auth_model="wagtaildocs.Document", owner_field_name="uploaded_by_user"
    ),
    Collection: ActingCollectionPolicy(Collection),
}
