from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('enrolment', '0006_study'),
    ]

    operations = [
        migrations.AlterField(
            model_name='openstudy',
            name='activity_key',
            field=models.UUIDField(blank=True, null=True, verbose_name='activity'),
        ),
    ]
