import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('learning', '0001_initial'),
        ('partners', '0005_contacts'),
    ]

    operations = [
        migrations.AddField(
            model_name='enrolment',
            name='begun_with',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partners.partner'),
        ),
        migrations.AddField(
            model_name='sharing',
            name='ended_because',
            field=models.CharField(blank=True, choices=[('own_choice', "The learner's choice"), ('partner_left', 'The partner left'), ('passed_on', 'It passed to a legal successor'), ('not_passed', 'The partner was merged, and it did not pass')], max_length=20),
        ),
        migrations.AddField(
            model_name='sharing',
            name='passed_from',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partners.partner'),
        ),
        migrations.CreateModel(
            name='SharingNotice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('made_at', models.DateTimeField()),
                ('noticed_at', models.DateTimeField(blank=True, null=True)),
                ('declined_at', models.DateTimeField(blank=True, null=True)),
                ('passed_at', models.DateTimeField(blank=True, null=True)),
                ('learner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sharing_notices', to='learning.learner')),
                ('partner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partners.partner')),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partners.partner')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('learner', 'partner', 'source'), name='learning_sharing_notice_once')],
            },
        ),
    ]
