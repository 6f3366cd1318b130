"""Registrations of Wagtail's admin: permissions, choosers and the front page, for the partner one acts for."""

from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks
from wagtail.permissions import register_permission_policy

from partners.panels import of_the_acting_partner
from partners.rules.policies import POLICIES
from partners.scoping import content_scope
from partners.viewsets import OwnPageViewSet

OFFERED = {"explorer", "images", "documents"}
# Who is on the staff, and in which role, is no matter of Wagtail's.
NOT_HERE = {"users", "groups"}

# First of all, or Wagtail has settled on its own already.
for model, policy in POLICIES.items():
    register_permission_policy(model, policy)


@hooks.register("construct_page_chooser_queryset")
def choose_pages_in_sight(pages, request):
    """Browsing and searching alike: one's own, and what is live in nobody else's section."""
    scope = content_scope()
    return pages if scope is None else pages.filter(scope.pages_in_sight)


@hooks.register("register_admin_viewset")
def list_own_people_in_filters():
    return OwnPageViewSet()


@hooks.register("construct_homepage_panels")
def show_own_work_alone(request, panels):
    panels[:] = of_the_acting_partner(panels)


@hooks.register("construct_main_menu")
def offer_what_is_there(request, items):
    """Reports, help of Wagtail's own and the settings of the whole site are not for partners."""
    if not request.user.is_superuser:
        items[:] = [item for item in items if item.name in OFFERED]


@hooks.register("construct_settings_menu")
def leave_staff_to_their_own_screens(request, items):
    items[:] = [item for item in items if item.name not in NOT_HERE]


@hooks.register("insert_global_admin_css")
def style_the_bar():
    return format_html('<link rel="stylesheet" href="{}">', static("css/wagtail_admin.css"))
