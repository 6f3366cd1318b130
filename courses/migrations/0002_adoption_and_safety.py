import accounts.models
import django.db.models.deletion
import partners.blocks.contacts
import wagtail.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('courses', '0001_initial'),
        ('partners', '0005_contacts'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='adoptedcoursepage',
            name='is_hidden',
            field=models.BooleanField(default=False, editable=False),
        ),
        migrations.AddField(
            model_name='adoptedcoursepage',
            name='own_contacts',
            field=wagtail.fields.StreamField([('contacts', 2)], blank=True, block_lookup={0: ('wagtail.blocks.ChoiceBlock', [], {'choices': partners.blocks.contacts.contact_choices}), 1: ('wagtail.blocks.ListBlock', (0,), {'label': 'Contacts', 'min_num': 1}), 2: ('wagtail.blocks.StructBlock', [[('keys', 1)]], {})}, help_text="Shown on the course's first page, beside the introduction."),
        ),
        migrations.AddField(
            model_name='adoptedcoursepage',
            name='seen_at',
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name='adoptedcoursepage',
            name='seen_words',
            field=models.JSONField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name='modulepage',
            name='stands',
            field=models.CharField(choices=[('before', 'Before the course'), ('after', 'After the course')], default='after', editable=False, max_length=10),
        ),
        migrations.CreateModel(
            name='FormerCourseAddress',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('path', models.CharField(max_length=250, unique=True)),
                ('course_key', models.UUIDField()),
                ('replaced_at', models.DateTimeField(auto_now_add=True)),
                ('partner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partners.partner')),
            ],
        ),
        migrations.CreateModel(
            name='SafetyWithdrawal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=accounts.models.random_id, editable=False, max_length=22, unique=True)),
                ('kind', models.CharField(choices=[('lesson', 'Lesson'), ('quiz', 'Quiz'), ('block', 'Block of a lesson'), ('question', 'Question')], max_length=10)),
                ('course_key', models.UUIDField()),
                ('activity_key', models.UUIDField()),
                ('block_id', models.CharField(blank=True, max_length=64)),
                ('reason', models.CharField(max_length=250)),
                ('withdrawn_at', models.DateTimeField()),
                ('restored_at', models.DateTimeField(blank=True, null=True)),
                ('partner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partners.partner')),
                ('restored_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('withdrawn_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('restored_at__isnull', True)), fields=('activity_key', 'block_id'), name='courses_withdrawal_one_open')],
            },
        ),
    ]
