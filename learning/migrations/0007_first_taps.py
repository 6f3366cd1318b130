
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('learning', '0006_voided_marks'),
    ]

    operations = [
        migrations.CreateModel(
            name='FirstTap',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('browser_key', models.CharField(max_length=64, unique=True)),
                ('made_at', models.DateTimeField()),
                ('learner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='learning.learner')),
            ],
        ),
    ]
