"""Written by hand: the blocks of the body are no matter of the database."""

import django.db.models.deletion
from django.db import migrations, models
from wagtail.fields import StreamField


def page(name, *fields):
    parent = models.OneToOneField(
        auto_created=True,
        on_delete=django.db.models.deletion.CASCADE,
        parent_link=True,
        primary_key=True,
        serialize=False,
        to="wagtailcore.page",
    )
    return migrations.CreateModel(name, [("page_ptr", parent), *fields], bases=("wagtailcore.page",))


class Migration(migrations.Migration):
    initial = True
    dependencies = [("wagtailcore", "__latest__")]
    operations = [
        page("HomePage"),
        page("SectionPage"),
        page("CoursePage"),
        page("ModulePage"),
        page("LessonPage", ("minutes", models.PositiveSmallIntegerField(default=4)), ("body", StreamField([]))),
    ]
