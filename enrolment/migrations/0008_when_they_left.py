from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('enrolment', '0007_nothing_open'),
    ]

    operations = [
        migrations.AlterField(
            model_name='openstudy',
            name='activity_key',
            field=models.UUIDField(verbose_name='activity'),
        ),
        migrations.AddField(
            model_name='openstudy',
            name='left_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='left'),
        ),
    ]
