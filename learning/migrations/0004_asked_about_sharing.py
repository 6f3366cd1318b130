"""Whether a notice about sharing waits to be read."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("learning", "0003_claim_codes")]

    operations = [
        migrations.AddField(
            model_name="learner",
            name="is_asked_about_sharing",
            field=models.BooleanField(default=False),
        )
    ]
