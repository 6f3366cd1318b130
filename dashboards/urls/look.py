"""The look of this site, for everybody who works at a partner."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from dashboards.views.look import look_of_site
from partners.rules.access import in_place

urlpatterns = [path("look-of-site/", look_of_site, name="look-of-site")]

access = [in_place("dashboards:look-of-site", None, label=_("The look of this site"))]
