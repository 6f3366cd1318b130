"""What every page of ours has in common."""

from csp.constants import SELF
from csp.decorators import csp_replace
from wagtail.models import Page

from pages.managers import drafts_in_sight
from pages.validators import refuse_telling_field


class BasePage(Page):
    """Abstract: the tables stay Wagtail's own (see docs/decisions/0005)."""

    # Pages cannot be made private; what is not for the public stays a draft.
    private_page_options = []
    # Not where it is the name of an association.
    is_title_checked = True
    # While a draft is saved: what is missing is missed once it is sent on.
    may_be_unfinished = False

    class Meta:
        abstract = True

    def browser_title(self) -> str:
        """The title a browser shows in its history; pages on hard subjects give a neutral one."""
        return self.title

    def clean(self) -> None:
        """Where the title is the browser's, it is neutral; an address always is."""
        super().clean()
        if self.is_title_checked and self.browser_title() == self.title:
            refuse_telling_field("title", self.title)
            refuse_telling_field("slug", self.slug)

    def get_admin_display_title(self) -> str:
        """What a draft is called is for those whose page it is; others read the title that is live."""
        own = drafts_in_sight.get()
        return super().get_admin_display_title() if own is None or self.path.startswith(own) else self.title

    @csp_replace({"frame-ancestors": [SELF]})
    def serve_preview(self, request, mode_name):
        """Leaves the page on the request, so that upper floors can show it as a made-up learner would see it.

        The editor shows it in a frame beside the form.
        """
        request.previewed_page = self
        return super().serve_preview(request, mode_name)

    def get_context(self, request, *args, **kwargs) -> dict:
        context = super().get_context(request, *args, **kwargs)
        context["browser_title"] = self.browser_title()
        return context
