

import django.contrib.postgres.fields
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
import portal.core.ids
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0003_administrators_apart'),
        ('core', '0003_rules'),
        ('features', '0003_history_keeps_what_was'),
        ('pghistory', '0007_auto_20250421_0444'),
        ('projects', '0007_crossing'),
    ]

    operations = [
        migrations.CreateModel(
            name='TargetLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('code', models.CharField(choices=[('basis_sufficient', 'basis_sufficient'), ('procedure_proper', 'procedure_proper'), ('goals_reasonable', 'goals_reasonable'), ('goals_explicit', 'goals_explicit'), ('budget_sound', 'budget_sound'), ('allocation_sound', 'allocation_sound'), ('funds_in_place', 'funds_in_place'), ('budget_execution', 'budget_execution'), ('proper_use', 'proper_use'), ('no_fraud', 'no_fraud'), ('rules_sound', 'rules_sound'), ('rules_kept', 'rules_kept'), ('completion', 'completion'), ('quality_met', 'quality_met'), ('timeliness', 'timeliness'), ('cost_saving', 'cost_saving'), ('social_benefit', 'social_benefit'), ('social_index', 'social_index'), ('economic_benefit', 'economic_benefit'), ('ecological_benefit', 'ecological_benefit'), ('sustained_effect', 'sustained_effect'), ('satisfaction', 'satisfaction')], max_length=24)),
                ('name', models.CharField(blank=True, max_length=120)),
                ('name_en', models.CharField(blank=True, max_length=200)),
                ('unit', models.CharField(blank=True, max_length=24)),
                ('direction', models.CharField(choices=[('higher', 'higher'), ('lower', 'lower')], max_length=6)),
                ('form', models.CharField(choices=[('proportional', 'proportional'), ('bands', 'bands'), ('deduction', 'deduction'), ('veto', 'veto')], max_length=12)),
                ('weight', models.DecimalField(decimal_places=2, max_digits=5)),
                ('target', models.DecimalField(blank=True, decimal_places=6, max_digits=26, null=True)),
                ('zero', models.DecimalField(blank=True, decimal_places=6, max_digits=26, null=True)),
                ('planned', models.DecimalField(blank=True, decimal_places=6, max_digits=26, null=True)),
                ('components', models.JSONField(blank=True, default=list)),
            ],
        ),
        migrations.CreateModel(
            name='Evaluation',
            fields=[
                ('id', models.UUIDField(default=portal.core.ids.new_id, primary_key=True, serialize=False)),
                ('year', models.PositiveSmallIntegerField()),
                ('mode', models.CharField(choices=[('unit', 'unit'), ('department', 'department'), ('finance', 'finance')], max_length=10)),
                ('state', models.CharField(choices=[('applied', 'applied'), ('draft', 'draft'), ('feedback', 'feedback'), ('finalised', 'finalised'), ('finance_reevaluation', 'finance_reevaluation'), ('mid_monitoring', 'mid_monitoring'), ('objection', 'objection'), ('published', 'published'), ('returned', 'returned'), ('self_evaluated', 'self_evaluated'), ('targets_approved', 'targets_approved'), ('targets_set', 'targets_set'), ('third_party_assigned', 'third_party_assigned'), ('tp_in_progress', 'tp_in_progress'), ('tp_submitted', 'tp_submitted')], default='draft', max_length=22)),
                ('late', models.BooleanField(default=False)),
                ('self_points', models.DecimalField(blank=True, decimal_places=4, max_digits=7, null=True)),
                ('third_points', models.DecimalField(blank=True, decimal_places=4, max_digits=7, null=True)),
                ('finance_points', models.DecimalField(blank=True, decimal_places=4, max_digits=7, null=True)),
                ('final_points', models.DecimalField(blank=True, decimal_places=4, max_digits=7, null=True)),
                ('grade', models.CharField(blank=True, choices=[('excellent', 'excellent'), ('good', 'good'), ('fair', 'fair'), ('poor', 'poor')], max_length=10)),
                ('explanation', models.TextField(blank=True)),
                ('opinion', models.TextField(blank=True)),
                ('opinion_due_on', models.DateField(blank=True, null=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('created_at', models.DateTimeField()),
                ('updated_at', models.DateTimeField()),
                ('feature', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='evaluations', to='features.feature')),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='evaluations', to='projects.project')),
            ],
        ),
        migrations.CreateModel(
            name='Decision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('default', models.CharField(choices=[('priority', 'priority'), ('keep', 'keep'), ('reduce', 'reduce'), ('cut', 'cut')], max_length=10)),
                ('decided', models.CharField(choices=[('priority', 'priority'), ('keep', 'keep'), ('reduce', 'reduce'), ('cut', 'cut')], max_length=10)),
                ('reason', models.TextField(blank=True)),
                ('budget_year', models.PositiveSmallIntegerField()),
                ('decided_by', models.BigIntegerField()),
                ('decided_by_name', models.CharField(max_length=150)),
                ('decided_at', models.DateTimeField()),
                ('evaluation', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='decision', to='performance.evaluation')),
            ],
        ),
        migrations.CreateModel(
            name='Assignment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('person_id', models.BigIntegerField()),
                ('selection', models.CharField(choices=[('tender', 'tender'), ('framework', 'framework'), ('draw', 'draw'), ('entrust', 'entrust')], max_length=10)),
                ('selected_by', django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), size=None)),
                ('valid_from', models.DateField()),
                ('valid_to', models.DateField()),
                ('declaration', models.TextField(blank=True)),
                ('declared_by', models.BigIntegerField(null=True)),
                ('declared_by_name', models.CharField(blank=True, max_length=150)),
                ('declared_at', models.DateTimeField(null=True)),
                ('ended_at', models.DateTimeField(null=True)),
                ('grant', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='accounts.grant')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation')),
                ('evaluation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assignments', to='performance.evaluation')),
            ],
        ),
        migrations.CreateModel(
            name='EvaluationAct',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('action', models.CharField(max_length=24)),
                ('source', models.CharField(max_length=22)),
                ('target', models.CharField(max_length=22)),
                ('actor_id', models.BigIntegerField(null=True)),
                ('actor_name', models.CharField(max_length=150)),
                ('organisation_id', models.UUIDField(null=True)),
                ('reason', models.TextField(blank=True)),
                ('request_id', models.UUIDField(blank=True, null=True)),
                ('at', models.DateTimeField()),
                ('evaluation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='acts', to='performance.evaluation')),
            ],
        ),
        migrations.CreateModel(
            name='EvaluationEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.UUIDField(default=portal.core.ids.new_id, serialize=False)),
                ('year', models.PositiveSmallIntegerField()),
                ('mode', models.CharField(choices=[('unit', 'unit'), ('department', 'department'), ('finance', 'finance')], max_length=10)),
                ('state', models.CharField(choices=[('applied', 'applied'), ('draft', 'draft'), ('feedback', 'feedback'), ('finalised', 'finalised'), ('finance_reevaluation', 'finance_reevaluation'), ('mid_monitoring', 'mid_monitoring'), ('objection', 'objection'), ('published', 'published'), ('returned', 'returned'), ('self_evaluated', 'self_evaluated'), ('targets_approved', 'targets_approved'), ('targets_set', 'targets_set'), ('third_party_assigned', 'third_party_assigned'), ('tp_in_progress', 'tp_in_progress'), ('tp_submitted', 'tp_submitted')], default='draft', max_length=22)),
                ('late', models.BooleanField(default=False)),
                ('self_points', models.DecimalField(blank=True, decimal_places=4, max_digits=7, null=True)),
                ('third_points', models.DecimalField(blank=True, decimal_places=4, max_digits=7, null=True)),
                ('finance_points', models.DecimalField(blank=True, decimal_places=4, max_digits=7, null=True)),
                ('final_points', models.DecimalField(blank=True, decimal_places=4, max_digits=7, null=True)),
                ('grade', models.CharField(blank=True, choices=[('excellent', 'excellent'), ('good', 'good'), ('fair', 'fair'), ('poor', 'poor')], max_length=10)),
                ('explanation', models.TextField(blank=True)),
                ('opinion', models.TextField(blank=True)),
                ('opinion_due_on', models.DateField(blank=True, null=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('created_at', models.DateTimeField()),
                ('updated_at', models.DateTimeField()),
                ('feature', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='features.feature')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='performance.evaluation')),
                ('project', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='projects.project')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='EvaluatorRead',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('user_id', models.BigIntegerField()),
                ('organisation_id', models.UUIDField(null=True)),
                ('method', models.CharField(max_length=8)),
                ('path', models.CharField(max_length=500)),
                ('status', models.PositiveSmallIntegerField()),
            ],
            options={
                'indexes': [models.Index(fields=['user_id', 'id'], name='evaluator_read_by_user')],
            },
        ),
        migrations.CreateModel(
            name='JointReview',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('held_on', models.DateField()),
                ('present', django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), size=None)),
                ('conclusion', models.TextField()),
                ('third_points', models.DecimalField(decimal_places=4, max_digits=7)),
                ('finance_points', models.DecimalField(decimal_places=4, max_digits=7)),
                ('recorded_by', models.BigIntegerField(null=True)),
                ('recorded_by_name', models.CharField(max_length=150)),
                ('recorded_at', models.DateTimeField()),
                ('evaluation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='joint_reviews', to='performance.evaluation')),
            ],
        ),
        migrations.CreateModel(
            name='Monitoring',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField()),
                ('elapsed', models.DecimalField(blank=True, decimal_places=6, max_digits=26, null=True)),
                ('note', models.TextField(blank=True)),
                ('made_by', models.BigIntegerField(null=True)),
                ('made_by_name', models.CharField(max_length=150)),
                ('made_at', models.DateTimeField()),
                ('unlikely', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=24), blank=True, default=list, size=None)),
                ('evaluation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='monitorings', to='performance.evaluation')),
            ],
        ),
        migrations.CreateModel(
            name='Score',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('party', models.CharField(choices=[('self', 'self'), ('third', 'third'), ('finance', 'finance')], max_length=8)),
                ('figures', models.JSONField(default=dict)),
                ('value', models.DecimalField(blank=True, decimal_places=6, max_digits=26, null=True)),
                ('attainment', models.DecimalField(blank=True, decimal_places=6, max_digits=26, null=True)),
                ('points', models.DecimalField(blank=True, decimal_places=4, max_digits=7, null=True)),
                ('over', models.BooleanField(default=False)),
                ('vetoed', models.BooleanField(default=False)),
                ('remark', models.TextField(blank=True)),
                ('made_by', models.BigIntegerField(null=True)),
                ('made_by_name', models.CharField(max_length=150)),
                ('made_at', models.DateTimeField()),
                ('evaluation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='scores', to='performance.evaluation')),
                ('evidence', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='core.storedfile')),
                ('line', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='scores', to='performance.targetline')),
            ],
        ),
        migrations.CreateModel(
            name='ScoreEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('party', models.CharField(choices=[('self', 'self'), ('third', 'third'), ('finance', 'finance')], max_length=8)),
                ('figures', models.JSONField(default=dict)),
                ('value', models.DecimalField(blank=True, decimal_places=6, max_digits=26, null=True)),
                ('attainment', models.DecimalField(blank=True, decimal_places=6, max_digits=26, null=True)),
                ('points', models.DecimalField(blank=True, decimal_places=4, max_digits=7, null=True)),
                ('over', models.BooleanField(default=False)),
                ('vetoed', models.BooleanField(default=False)),
                ('remark', models.TextField(blank=True)),
                ('made_by', models.BigIntegerField(null=True)),
                ('made_by_name', models.CharField(max_length=150)),
                ('made_at', models.DateTimeField()),
                ('evaluation', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='performance.evaluation')),
                ('evidence', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='core.storedfile')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='performance.score')),
                ('line', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='performance.targetline')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='MonitoringLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('figures', models.JSONField(default=dict)),
                ('value', models.DecimalField(blank=True, decimal_places=6, max_digits=26, null=True)),
                ('attainment', models.DecimalField(blank=True, decimal_places=6, max_digits=26, null=True)),
                ('distance', models.DecimalField(blank=True, decimal_places=6, max_digits=26, null=True)),
                ('outlook', models.CharField(max_length=10)),
                ('monitoring', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='performance.monitoring')),
                ('line', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='monitored', to='performance.targetline')),
            ],
        ),
        migrations.CreateModel(
            name='TargetSet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('revision', models.PositiveSmallIntegerField(default=1)),
                ('reason', models.TextField(blank=True)),
                ('proposed_by', models.BigIntegerField(null=True)),
                ('proposed_by_name', models.CharField(blank=True, max_length=150)),
                ('decided_by', models.BigIntegerField(null=True)),
                ('decided_by_name', models.CharField(blank=True, max_length=150)),
                ('locked_at', models.DateTimeField(blank=True, null=True)),
                ('rejected_at', models.DateTimeField(blank=True, null=True)),
                ('evaluation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sets', to='performance.evaluation')),
            ],
        ),
        migrations.AddField(
            model_name='targetline',
            name='set',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='performance.targetset'),
        ),
        migrations.AddIndex(
            model_name='evaluation',
            index=models.Index(fields=['updated_at', 'id'], name='evaluation_by_time'),
        ),
        migrations.AddIndex(
            model_name='evaluation',
            index=models.Index(fields=['final_points', 'id'], name='evaluation_by_points'),
        ),
        migrations.AddIndex(
            model_name='evaluation',
            index=models.Index(fields=['state', 'year'], name='evaluation_by_state'),
        ),
        migrations.AddConstraint(
            model_name='evaluation',
            constraint=models.UniqueConstraint(fields=('project', 'feature', 'year', 'mode'), name='evaluation_once_a_year'),
        ),
        migrations.AddConstraint(
            model_name='evaluation',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['applied', 'draft', 'feedback', 'finalised', 'finance_reevaluation', 'mid_monitoring', 'objection', 'published', 'returned', 'self_evaluated', 'targets_approved', 'targets_set', 'third_party_assigned', 'tp_in_progress', 'tp_submitted'])), name='evaluation_state_known'),
        ),
        migrations.AddConstraint(
            model_name='evaluation',
            constraint=models.CheckConstraint(condition=models.Q(('mode__in', ('unit', 'department', 'finance'))), name='evaluation_mode_known'),
        ),
        migrations.AddConstraint(
            model_name='evaluation',
            constraint=models.CheckConstraint(condition=models.Q(('year__gte', 2000), ('year__lte', 2100)), name='evaluation_year_plausible'),
        ),
        migrations.AddConstraint(
            model_name='evaluation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['finalised', 'published', 'applied']), _negated=True), models.Q(('final_points__isnull', False), models.Q(('grade', ''), _negated=True)), _connector='OR'), name='evaluation_final_has_grade'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='evaluation',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "performance_evaluationevent" ("created_at", "explanation", "feature_id", "final_points", "finance_points", "grade", "id", "late", "mode", "opinion", "opinion_due_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "self_points", "state", "third_points", "updated_at", "version", "year") SELECT old_values."created_at", old_values."explanation", old_values."feature_id", old_values."final_points", old_values."finance_points", old_values."grade", old_values."id", old_values."late", old_values."mode", old_values."opinion", old_values."opinion_due_on", _pgh_attached_context.value, NOW(), \'update\', old_values."id", old_values."project_id", old_values."self_points", old_values."state", old_values."third_points", old_values."updated_at", old_values."version", old_values."year" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='9fdd21c902a8d86451934864fc31d1eceff4e86d', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_c55f6', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='performance_evaluation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='evaluation',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "performance_evaluationevent" ("created_at", "explanation", "feature_id", "final_points", "finance_points", "grade", "id", "late", "mode", "opinion", "opinion_due_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "self_points", "state", "third_points", "updated_at", "version", "year") SELECT old_values."created_at", old_values."explanation", old_values."feature_id", old_values."final_points", old_values."finance_points", old_values."grade", old_values."id", old_values."late", old_values."mode", old_values."opinion", old_values."opinion_due_on", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."project_id", old_values."self_points", old_values."state", old_values."third_points", old_values."updated_at", old_values."version", old_values."year" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='e193a173fd55ea20829b4c0c453f85ab151eab69', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_496df', referencing='REFERENCING OLD TABLE AS old_values ', table='performance_evaluation', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.CheckConstraint(condition=models.Q(('decided', models.F('default')), models.Q(('reason', ''), _negated=True), _connector='OR'), name='decision_otherwise_has_reason'),
        ),
        migrations.AddConstraint(
            model_name='assignment',
            constraint=models.CheckConstraint(condition=models.Q(('valid_to__gte', models.F('valid_from'))), name='assignment_dates_in_order'),
        ),
        migrations.AddConstraint(
            model_name='assignment',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('evaluation',), name='assignment_one_open'),
        ),
        migrations.AddConstraint(
            model_name='evaluationact',
            constraint=models.UniqueConstraint(fields=('request_id',), name='evaluation_act_asked_once'),
        ),
        migrations.AddConstraint(
            model_name='score',
            constraint=models.UniqueConstraint(fields=('line', 'party'), name='score_once_a_party'),
        ),
        migrations.AddConstraint(
            model_name='score',
            constraint=models.CheckConstraint(condition=models.Q(('points__isnull', True), models.Q(('points__gte', 0), ('points__lte', 100)), _connector='OR'), name='score_points_in_range'),
        ),
        migrations.AddConstraint(
            model_name='score',
            constraint=models.CheckConstraint(condition=models.Q(('party__in', ('self', 'third', 'finance'))), name='score_party_known'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='score',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "performance_scoreevent" ("attainment", "evaluation_id", "evidence_id", "figures", "id", "line_id", "made_at", "made_by", "made_by_name", "over", "party", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "points", "remark", "value", "vetoed") SELECT old_values."attainment", old_values."evaluation_id", old_values."evidence_id", old_values."figures", old_values."id", old_values."line_id", old_values."made_at", old_values."made_by", old_values."made_by_name", old_values."over", old_values."party", _pgh_attached_context.value, NOW(), \'update\', old_values."id", old_values."points", old_values."remark", old_values."value", old_values."vetoed" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='b2d7fa8f403820c7e08e0ea3a130033c646293c8', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_746b9', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='performance_score', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='score',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "performance_scoreevent" ("attainment", "evaluation_id", "evidence_id", "figures", "id", "line_id", "made_at", "made_by", "made_by_name", "over", "party", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "points", "remark", "value", "vetoed") SELECT old_values."attainment", old_values."evaluation_id", old_values."evidence_id", old_values."figures", old_values."id", old_values."line_id", old_values."made_at", old_values."made_by", old_values."made_by_name", old_values."over", old_values."party", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."points", old_values."remark", old_values."value", old_values."vetoed" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='e42289179c01f2c0a766804501df7943684d1d24', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_6f562', referencing='REFERENCING OLD TABLE AS old_values ', table='performance_score', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='monitoringline',
            constraint=models.UniqueConstraint(fields=('monitoring', 'line'), name='monitoring_line_once'),
        ),
        migrations.AddConstraint(
            model_name='targetset',
            constraint=models.UniqueConstraint(fields=('evaluation', 'revision'), name='target_set_once'),
        ),
        migrations.AddConstraint(
            model_name='targetset',
            constraint=models.CheckConstraint(condition=models.Q(('locked_at__isnull', True), ('rejected_at__isnull', True), _connector='OR'), name='target_set_locked_or_rejected'),
        ),
        migrations.AddConstraint(
            model_name='targetset',
            constraint=models.CheckConstraint(condition=models.Q(('revision', 1), models.Q(('reason', ''), _negated=True), _connector='OR'), name='target_set_change_has_reason'),
        ),
        migrations.AddConstraint(
            model_name='targetline',
            constraint=models.UniqueConstraint(fields=('set', 'position'), name='target_line_once'),
        ),
        migrations.AddConstraint(
            model_name='targetline',
            constraint=models.CheckConstraint(condition=models.Q(('weight__gte', 0), ('weight__lte', 100)), name='target_line_weight_in_range'),
        ),
        migrations.AddConstraint(
            model_name='targetline',
            constraint=models.CheckConstraint(condition=models.Q(('code__in', ('basis_sufficient', 'procedure_proper', 'goals_reasonable', 'goals_explicit', 'budget_sound', 'allocation_sound', 'funds_in_place', 'budget_execution', 'proper_use', 'no_fraud', 'rules_sound', 'rules_kept', 'completion', 'quality_met', 'timeliness', 'cost_saving', 'social_benefit', 'social_index', 'economic_benefit', 'ecological_benefit', 'sustained_effect', 'satisfaction'))), name='target_line_code_known'),
        ),
        migrations.AddConstraint(
            model_name='targetline',
            constraint=models.CheckConstraint(condition=models.Q(('form', 'veto'), ('weight__gt', 0), _connector='OR'), name='target_line_weighs_something'),
        ),
    ]
