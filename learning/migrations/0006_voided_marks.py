
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('courses', '0003_voided_questions'),
        ('learning', '0005_removal'),
        ('partners', '0005_contacts'),
    ]

    operations = [
        migrations.AddField(
            model_name='coursecompletion',
            name='is_by_voiding',
            field=models.BooleanField(default=False),
        ),
        migrations.CreateModel(
            name='VoidedMark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('course_key', models.UUIDField()),
                ('score_before', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('score_after', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('given_at', models.DateTimeField()),
                ('attempt', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='voided_marks', to='learning.attempt')),
                ('learner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='learning.learner')),
                ('partner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partners.partner')),
                ('voided', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='courses.voidedquestion')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('attempt', 'voided'), name='learning_voided_mark_once')],
            },
        ),
    ]
