import accounts.models
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def switch_sharing_on(apps, schema_editor):
    """As it was: learners may share their name with every partner but the programme."""
    apps.get_model("partners", "Partner").objects.filter(is_programme=False).update(is_sharing_on=True)


class Migration(migrations.Migration):

    dependencies = [
        ('partners', '0002_people'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='PartnerDeparture',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('left_on', models.DateField()),
                ('notice', models.TextField()),
                ('departed_at', models.DateTimeField()),
                ('export_until', models.DateField()),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('proof', models.JSONField(default=dict)),
            ],
        ),
        migrations.CreateModel(
            name='PartnerMerger',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=accounts.models.random_id, editable=False, max_length=22, unique=True)),
                ('dated_on', models.DateField()),
                ('legal_successor_on', models.DateField(blank=True, null=True)),
                ('merged_at', models.DateTimeField()),
                ('figures', models.JSONField(default=dict)),
            ],
        ),
        migrations.AddField(
            model_name='partner',
            name='is_sharing_on',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='partner',
            name='opened_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddConstraint(
            model_name='partner',
            constraint=models.CheckConstraint(condition=models.Q(('is_programme', True), ('is_sharing_on', True), _negated=True), name='partners_partner_programme_sees_nobody'),
        ),
        migrations.AddField(
            model_name='partnerdeparture',
            name='partner',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='departure', to='partners.partner'),
        ),
        migrations.AddField(
            model_name='partnermerger',
            name='merged_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='partnermerger',
            name='source',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='merger', to='partners.partner'),
        ),
        migrations.AddField(
            model_name='partnermerger',
            name='target',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='mergers', to='partners.partner'),
        ),
        migrations.AddConstraint(
            model_name='partnermerger',
            constraint=models.CheckConstraint(condition=models.Q(('source', models.F('target')), _negated=True), name='partners_merger_of_two'),
        ),
        migrations.RunPython(switch_sharing_on, migrations.RunPython.noop),
    ]
