
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('assessments', '0003_question_kinds'),
        ('enrolment', '0009_overrides'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='response',
            name='revision',
            field=models.PositiveIntegerField(default=1, verbose_name='times saved'),
        ),
        migrations.AddField(
            model_name='response',
            name='saved_from',
            field=models.CharField(blank=True, max_length=16, verbose_name='page that saved it'),
        ),
        migrations.CreateModel(
            name='KeyCorrection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('item_json', models.JSONField(db_column='item', verbose_name='the question, corrected')),
                ('reason', models.CharField(max_length=300, verbose_name='reason')),
                ('made_at', models.DateTimeField(verbose_name='made')),
                ('attempts', models.PositiveIntegerField(default=0, verbose_name='attempts to mark again')),
                ('finished_at', models.DateTimeField(blank=True, null=True, verbose_name='finished')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='made by')),
                ('question', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='assessments.question', verbose_name='question')),
            ],
            options={
                'verbose_name': 'correction of a key',
                'verbose_name_plural': 'corrections of keys',
                'ordering': ['made_at'],
            },
        ),
        migrations.CreateModel(
            name='PaperEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(max_length=300, verbose_name='reason')),
                ('begun_at', models.DateTimeField(verbose_name='begun')),
                ('entered_at', models.DateTimeField(blank=True, null=True, verbose_name='entered')),
                ('differs', models.TextField(blank=True, verbose_name='what differs from the paper')),
                ('checked_at', models.DateTimeField(blank=True, null=True, verbose_name='checked')),
                ('typed_by', models.JSONField(blank=True, default=list, verbose_name='typed in by')),
                ('aside_at', models.DateTimeField(blank=True, null=True, verbose_name='set aside')),
                ('aside_reason', models.CharField(blank=True, max_length=300, verbose_name='reason for setting aside')),
                ('aside_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='set aside by')),
                ('version', models.PositiveSmallIntegerField(default=0, verbose_name='changes')),
                ('attempt', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='paper_entry', to='assessments.attempt', verbose_name='attempt')),
                ('begun_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='begun by')),
                ('checked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='checked by')),
                ('entered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='entered by')),
            ],
            options={
                'verbose_name': 'answers on paper',
                'verbose_name_plural': 'answers on paper',
                'ordering': ['begun_at'],
            },
        ),
        migrations.CreateModel(
            name='Remark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('item_before', models.JSONField(verbose_name='the question as it was asked')),
                ('percent_before', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='per cent before')),
                ('percent_after', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='per cent after')),
                ('status_before', models.CharField(choices=[('in_progress', 'In progress'), ('awaiting_review', 'Awaiting review'), ('passed', 'Passed'), ('not_yet_passed', 'Not yet passed'), ('withdrawn', 'Withdrawn')], max_length=16, verbose_name='status before')),
                ('status_after', models.CharField(choices=[('in_progress', 'In progress'), ('awaiting_review', 'Awaiting review'), ('passed', 'Passed'), ('not_yet_passed', 'Not yet passed'), ('withdrawn', 'Withdrawn')], max_length=16, verbose_name='status after')),
                ('decision', models.CharField(choices=[('not_needed', 'Nothing to decide'), ('waits', 'Waits for a decision; the pass stands'), ('kept', 'The pass stands'), ('taken_back', 'The pass was taken back')], default='not_needed', max_length=12, verbose_name='decision')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='decided')),
                ('reason', models.CharField(blank=True, max_length=300, verbose_name='reason')),
                ('attempt', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='remarks', to='assessments.attempt', verbose_name='attempt')),
                ('correction', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='remarks', to='assessments.keycorrection', verbose_name='correction')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='decided by')),
            ],
            options={
                'verbose_name': 'attempt marked again',
                'verbose_name_plural': 'attempts marked again',
            },
        ),
        migrations.CreateModel(
            name='Reopening',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('status_before', models.CharField(choices=[('in_progress', 'In progress'), ('awaiting_review', 'Awaiting review'), ('passed', 'Passed'), ('not_yet_passed', 'Not yet passed'), ('withdrawn', 'Withdrawn')], max_length=16, verbose_name='status before')),
                ('was', models.JSONField(verbose_name='how it stood before')),
                ('due_at', models.DateTimeField(blank=True, null=True, verbose_name='to be handed in by')),
                ('reason', models.CharField(max_length=300, verbose_name='reason')),
                ('reopened_at', models.DateTimeField(verbose_name='reopened')),
                ('attempt', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reopenings', to='assessments.attempt', verbose_name='attempt')),
                ('reopened_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='reopened by')),
            ],
            options={
                'verbose_name': 'reopening',
                'verbose_name_plural': 'reopenings',
                'ordering': ['reopened_at'],
            },
        ),
        migrations.CreateModel(
            name='FurtherAttempts',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('count', models.PositiveSmallIntegerField(verbose_name='how many')),
                ('reason', models.CharField(max_length=300, verbose_name='reason')),
                ('granted_at', models.DateTimeField(verbose_name='granted')),
                ('assessment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='further_attempts', to='assessments.assessmentpage', verbose_name='quiz')),
                ('enrolment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='further_attempts', to='enrolment.enrolment', verbose_name='enrolment')),
                ('granted_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='granted by')),
            ],
            options={
                'verbose_name': 'further attempts',
                'verbose_name_plural': 'further attempts',
                'ordering': ['granted_at'],
                'constraints': [models.CheckConstraint(condition=models.Q(('count__gte', 1), ('count__lte', 5)), name='further_attempts_are_a_few'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='further_attempts_have_a_reason')],
            },
        ),
        migrations.AddConstraint(
            model_name='keycorrection',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='key_correction_has_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='keycorrection',
            constraint=models.UniqueConstraint(condition=models.Q(('finished_at__isnull', True)), fields=('question',), name='one_correction_of_a_key_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='paperentry',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='paper_entry_has_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='paperentry',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('entered_at__isnull', True), ('entered_by__isnull', True)), models.Q(('entered_at__isnull', False), ('entered_by__isnull', False)), _connector='OR'), name='paper_entered_by_somebody'),
        ),
        migrations.AddConstraint(
            model_name='paperentry',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('checked_at__isnull', True), ('checked_by__isnull', True)), models.Q(('checked_at__isnull', False), ('checked_by__isnull', False), ('differs', ''), ('entered_at__isnull', False)), _connector='OR'), name='paper_checked_once_entered'),
        ),
        migrations.AddConstraint(
            model_name='paperentry',
            constraint=models.CheckConstraint(condition=models.Q(('checked_by__isnull', True), models.Q(('checked_by', models.F('entered_by')), _negated=True), _connector='OR'), name='paper_checked_by_a_second_person'),
        ),
        migrations.AddConstraint(
            model_name='paperentry',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('aside_at__isnull', True), ('aside_by__isnull', True), ('aside_reason', '')), models.Q(('aside_at__isnull', False), ('aside_by__isnull', False), ('checked_at__isnull', True), models.Q(('aside_reason', ''), _negated=True)), _connector='OR'), name='paper_set_aside_for_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='remark',
            constraint=models.UniqueConstraint(fields=('correction', 'attempt'), name='one_remark_per_correction_and_attempt'),
        ),
        migrations.AddConstraint(
            model_name='remark',
            constraint=models.UniqueConstraint(condition=models.Q(('decision', 'waits')), fields=('attempt',), name='one_waiting_decision_per_attempt'),
        ),
        migrations.AddConstraint(
            model_name='remark',
            constraint=models.CheckConstraint(condition=models.Q(('status_before__in', ['in_progress', 'awaiting_review', 'passed', 'not_yet_passed', 'withdrawn'])), name='remark_status_before_is_known'),
        ),
        migrations.AddConstraint(
            model_name='remark',
            constraint=models.CheckConstraint(condition=models.Q(('status_after__in', ['in_progress', 'awaiting_review', 'passed', 'not_yet_passed', 'withdrawn'])), name='remark_status_after_is_known'),
        ),
        migrations.AddConstraint(
            model_name='remark',
            constraint=models.CheckConstraint(condition=models.Q(('decision__in', ['not_needed', 'waits', 'kept', 'taken_back'])), name='remark_decision_is_known'),
        ),
        migrations.AddConstraint(
            model_name='remark',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', False), ('decided_by__isnull', False), ('decision__in', ['kept', 'taken_back']), models.Q(('reason', ''), _negated=True)), models.Q(('decided_at__isnull', True), ('decided_by__isnull', True), ('decision__in', ['not_needed', 'waits']), ('reason', '')), _connector='OR'), name='remark_decided_by_somebody'),
        ),
        migrations.AddConstraint(
            model_name='reopening',
            constraint=models.CheckConstraint(condition=models.Q(('status_before__in', ['in_progress', 'awaiting_review', 'passed', 'not_yet_passed', 'withdrawn'])), name='reopening_status_is_known'),
        ),
        migrations.AddConstraint(
            model_name='reopening',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='reopening_has_a_reason'),
        ),
    ]
