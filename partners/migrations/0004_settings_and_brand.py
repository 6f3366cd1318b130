import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('partners', '0003_lives'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='PartnerSettings',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('safeguarding_lead_name', models.CharField(blank=True, max_length=120)),
                ('safeguarding_lead_number', models.CharField(blank=True, max_length=40)),
                ('safeguarding_lead_email', models.EmailField(blank=True, max_length=254)),
                ('out_of_hours_number', models.CharField(blank=True, max_length=40)),
                ('out_of_hours_label', models.CharField(blank=True, max_length=120)),
                ('privacy_notice', models.TextField(blank=True)),
                ('privacy_notice_version', models.CharField(blank=True, max_length=20)),
                ('privacy_notice_on', models.DateField(blank=True, null=True)),
                ('data_protection_name', models.CharField(blank=True, max_length=120)),
                ('data_protection_email', models.EmailField(blank=True, max_length=254)),
                ('complaint_name', models.CharField(blank=True, max_length=120)),
                ('complaint_email', models.EmailField(blank=True, max_length=254)),
                ('accessibility_statement', models.TextField(blank=True)),
                ('accessibility_statement_on', models.DateField(blank=True, null=True)),
                ('retention_unclaimed', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('retention_claimed', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('retention_responses', models.PositiveSmallIntegerField(blank=True, null=True)),
            ],
        ),
        migrations.AddField(
            model_name='brand',
            name='footer',
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name='brand',
            name='logo_order',
            field=models.CharField(choices=[('own_first', 'Own logo first'), ('programme_first', "The programme's logo first")], default='own_first', max_length=20),
        ),
        migrations.AddField(
            model_name='brand',
            name='short_name',
            field=models.CharField(blank=True, max_length=60),
        ),
        migrations.AddField(
            model_name='brand',
            name='submitted_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='brand',
            name='submitted_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='partnersettings',
            name='partner',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='settings', to='partners.partner'),
        ),
    ]
