import accounts.models
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def give_ids(apps, schema_editor):
    """Each row there is gets a name of its own; a default would give all of them the same."""
    for row in apps.get_model("partners", "Membership").objects.all():
        row.public_id = accounts.models.random_id()
        row.save(update_fields=["public_id"])


def name_workshops(apps, schema_editor):
    """A host keeps the register of one workshop, by name."""
    apps.get_model("partners", "Membership").objects.filter(role="workshop_host").update(workshop="Workshop")


class Migration(migrations.Migration):

    dependencies = [
        ('partners', '0001_initial'),
        ('wagtailcore', '0098_apitoken'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='SecondPersonTask',
            fields=[
                ('task_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.task')),
            ],
            bases=('wagtailcore.task',),
        ),
        migrations.CreateModel(
            name='StaffInvitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=accounts.models.random_id, editable=False, max_length=22, unique=True)),
                ('email', models.EmailField(max_length=254)),
                ('role', models.CharField(choices=[('trainer', 'Trainer'), ('approver', 'Approver'), ('communications', 'Communications'), ('coordinator', 'Coordinator'), ('workshop_host', 'Workshop host'), ('manager', 'Manager'), ('programme_analyst', 'Programme analyst'), ('programme_manager', 'Programme manager'), ('operator', 'Operator')], max_length=20)),
                ('workshop', models.CharField(blank=True, max_length=120)),
                ('token_hash', models.CharField(max_length=64, unique=True)),
                ('invited_at', models.DateTimeField()),
                ('expires_at', models.DateTimeField()),
                ('accepted_at', models.DateTimeField(blank=True, null=True)),
                ('cancelled_at', models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name='TermsAcceptance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.CharField(max_length=20)),
                ('accepted_at', models.DateTimeField()),
            ],
        ),
        migrations.RemoveConstraint(
            model_name='membership',
            name='partners_membership_one_open',
        ),
        migrations.AddField(
            model_name='membership',
            name='public_id',
            field=models.CharField(default=accounts.models.random_id, editable=False, max_length=22, null=True),
        ),
        migrations.RunPython(give_ids, migrations.RunPython.noop),
        migrations.AlterField(
            model_name='membership',
            name='public_id',
            field=models.CharField(default=accounts.models.random_id, editable=False, max_length=22, unique=True),
        ),
        migrations.AddField(
            model_name='membership',
            name='workshop',
            field=models.CharField(blank=True, max_length=120),
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_on__isnull', True)), fields=('user', 'partner', 'role', 'workshop'), name='partners_membership_one_open'),
        ),
        migrations.RunPython(name_workshops, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name='membership',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('role', 'workshop_host'), models.Q(('workshop', ''), _negated=True)), models.Q(models.Q(('role', 'workshop_host'), _negated=True), ('workshop', '')), _connector='OR'), name='partners_membership_host_has_workshop'),
        ),
        migrations.AddField(
            model_name='secondpersontask',
            name='partner',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='approval_task', to='partners.partner'),
        ),
        migrations.AddField(
            model_name='staffinvitation',
            name='accepted_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='staffinvitation',
            name='invited_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='staffinvitation',
            name='partner',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='invitations', to='partners.partner'),
        ),
        migrations.AddField(
            model_name='termsacceptance',
            name='partner',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partners.partner'),
        ),
        migrations.AddField(
            model_name='termsacceptance',
            name='user',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddConstraint(
            model_name='staffinvitation',
            constraint=models.UniqueConstraint(condition=models.Q(('accepted_at__isnull', True), ('cancelled_at__isnull', True)), fields=('partner', 'email', 'role', 'workshop'), name='partners_invitation_one_open'),
        ),
        migrations.AddConstraint(
            model_name='termsacceptance',
            constraint=models.UniqueConstraint(fields=('user', 'partner', 'version'), name='partners_terms_once'),
        ),
    ]
