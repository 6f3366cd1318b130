import accounts.models
import django.db.models.deletion
from django.db import migrations, models


def give_ids(apps, schema_editor):
    """Each row there is gets a name of its own; a default would give all of them the same."""
    for row in apps.get_model("partners", "SupportContact").objects.all():
        row.public_id = accounts.models.random_id()
        row.save(update_fields=["public_id"])


class Migration(migrations.Migration):

    dependencies = [
        ('partners', '0004_settings_and_brand'),
    ]

    operations = [
        migrations.CreateModel(
            name='ContactReport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reported_at', models.DateTimeField()),
                ('settled_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['-reported_at'],
            },
        ),
        migrations.AddField(
            model_name='supportcontact',
            name='public_id',
            field=models.CharField(default=accounts.models.random_id, editable=False, max_length=22, null=True),
        ),
        migrations.RunPython(give_ids, migrations.RunPython.noop),
        migrations.AlterField(
            model_name='supportcontact',
            name='public_id',
            field=models.CharField(default=accounts.models.random_id, editable=False, max_length=22, unique=True),
        ),
        migrations.AddField(
            model_name='supportcontact',
            name='withdrawn_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='contactreport',
            name='contact',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='partners.supportcontact'),
        ),
        migrations.AddField(
            model_name='contactreport',
            name='partner',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partners.partner'),
        ),
    ]
