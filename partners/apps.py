from django.apps import AppConfig


class PartnersConfig(AppConfig):
    name = "partners"
    verbose_name = "Partners"

    def ready(self) -> None:
        from pages.models import BasePage  # noqa: PLC0415 - models are there only now

        # Receivers before wagtail.admin connects its own; checks register themselves.
        from . import checks, receivers  # noqa: F401, PLC0415
        from .forms.going_live import GoingLiveForm  # noqa: PLC0415
        from .models import SecondPersonTask  # noqa: PLC0415
        from .rules.going_live import keeps_from_learners  # noqa: PLC0415

        # Pages stand below and know no partner; Wagtail gives its own pages their form in the same way.
        BasePage.base_form_class = GoingLiveForm
        SecondPersonTask.keeps_from_learners = staticmethod(keeps_from_learners)
