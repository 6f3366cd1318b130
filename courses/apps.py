from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class CoursesConfig(AppConfig):
    name = "courses"
    verbose_name = "Courses"

    def ready(self) -> None:
        autodiscover_modules("receivers")
