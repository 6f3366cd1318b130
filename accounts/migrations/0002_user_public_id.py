import accounts.models
from django.db import migrations, models


def give_ids(apps, schema_editor):
    """Each row there is gets a name of its own; a default would give all of them the same."""
    for row in apps.get_model("accounts", "User").objects.all():
        row.public_id = accounts.models.random_id()
        row.save(update_fields=["public_id"])


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='user',
            name='public_id',
            field=models.CharField(default=accounts.models.random_id, editable=False, max_length=22, null=True),
        ),
        migrations.RunPython(give_ids, migrations.RunPython.noop),
        migrations.AlterField(
            model_name='user',
            name='public_id',
            field=models.CharField(default=accounts.models.random_id, editable=False, max_length=22, unique=True),
        ),
    ]
