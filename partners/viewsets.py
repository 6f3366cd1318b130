"""Wagtail's lists of pages, with filters that name the acting partner's people alone."""

from django.contrib.auth import get_user_model
from django.forms import CheckboxSelectMultiple
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import MultipleUserFilter
from wagtail.admin.views.pages.listing import EditedByFilter, GenericPageFilterSet
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.models import Page, PageLogEntry

from partners.scoping import content_scope


def _own_pages():
    scope = content_scope()
    return Page.objects.all() if scope is None else Page.objects.filter(scope.own_pages)


def _owners(request):
    return get_user_model().objects.filter(pk__in=_own_pages().order_by().values("owner_id"))


def _editors(request):
    edits = PageLogEntry.objects.filter(action="wagtail.edit", page__in=_own_pages().order_by())
    return get_user_model().objects.filter(pk__in=edits.order_by().values("user_id"))


class OwnPageFilterSet(GenericPageFilterSet):
    owner = MultipleUserFilter(label=_("Owner"), queryset=_owners, widget=CheckboxSelectMultiple)
    edited_by = EditedByFilter(label=_("Edited by"), queryset=_editors, widget=CheckboxSelectMultiple)
    # There is one site.
    site = None


class OwnPageViewSet(PageViewSet):
    model = Page
    filterset_class = OwnPageFilterSet
