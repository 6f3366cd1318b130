"""A page's place and its copies take effect at once: for what learners see, that is publishing."""

from django.shortcuts import redirect
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin import messages

from partners.rules.approval import IN_ITS_PLACE, is_live_below

AT_ONCE = gettext_lazy("A copy is a new page: leave it as a draft and submit it for approval.")


@hooks.register("before_copy_page")
def refuse_live_copy(request, page):
    if request.user.is_superuser or not {"publish_copies", "alias"} & set(request.POST):
        return None
    messages.warning(request, AT_ONCE)
    return redirect("wagtailadmin_pages:copy", page.pk)


@hooks.register("before_move_page")
def refuse_moving_what_is_live(request, page, destination):
    if request.user.is_superuser or not is_live_below(page):
        return None
    messages.warning(request, IN_ITS_PLACE)
    return redirect("wagtailadmin_explore", page.get_parent().pk)


@hooks.register("after_move_page")
def remember_who_moved(request, page):
    """A new place is a change too: whoever gave it does not make it public."""
    page.specific.save_revision(user=request.user)


@hooks.register("insert_global_admin_js")
def show_the_order_that_holds():
    return format_html('<script type="module" src="{}"></script>', static("js/kept_place.js"))
