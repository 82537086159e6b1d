-- What no raw save may break. Weights are points of 100.

-- A locked or rejected set stands still; a set is locked only when its weights sum to exactly 100.
CREATE OR REPLACE FUNCTION performance_set_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    whole numeric;
BEGIN
    IF TG_OP = 'DELETE' OR OLD.locked_at IS NOT NULL OR OLD.rejected_at IS NOT NULL THEN
        IF OLD.locked_at IS NOT NULL OR OLD.rejected_at IS NOT NULL THEN
            RAISE EXCEPTION 'Targets and weights are locked.' USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN OLD;
    END IF;
    IF NEW.locked_at IS NOT NULL THEN
        SELECT sum(weight) INTO whole FROM performance_targetline WHERE set_id = NEW.id;
        IF whole IS DISTINCT FROM 100 THEN
            RAISE EXCEPTION 'Weights sum to %, not 100.', coalesce(whole, 0) USING ERRCODE = 'check_violation';
        END IF;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER performance_set_locked BEFORE UPDATE OR DELETE ON performance_targetset
    FOR EACH ROW EXECUTE FUNCTION performance_set_guard();

CREATE OR REPLACE FUNCTION performance_line_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    sets bigint[] := CASE TG_OP
        WHEN 'INSERT' THEN ARRAY[NEW.set_id] WHEN 'DELETE' THEN ARRAY[OLD.set_id]
        ELSE ARRAY[OLD.set_id, NEW.set_id] END;
BEGIN
    PERFORM 1 FROM performance_targetset
    WHERE id = ANY (sets) AND (locked_at IS NOT NULL OR rejected_at IS NOT NULL) FOR SHARE;
    IF FOUND THEN
        RAISE EXCEPTION 'Targets and weights are locked.' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER performance_line_locked BEFORE INSERT OR UPDATE OR DELETE ON performance_targetline
    FOR EACH ROW EXECUTE FUNCTION performance_line_guard();

-- A judge's points are written in one state of the evaluation only.
CREATE OR REPLACE FUNCTION performance_score_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    row performance_score := CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
    now_at text;
BEGIN
    SELECT state INTO now_at FROM performance_evaluation WHERE id = row.evaluation_id;
    IF (row.party, now_at) NOT IN (
        ('self', 'mid_monitoring'), ('third', 'tp_in_progress'), ('finance', 'finance_reevaluation')
    ) THEN
        RAISE EXCEPTION 'Scores of % are closed while %.', row.party, now_at USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN row;
END $$;
CREATE TRIGGER performance_score_open BEFORE INSERT OR UPDATE OR DELETE ON performance_score
    FOR EACH ROW EXECUTE FUNCTION performance_score_guard();

-- No state is left but along an arrow of the table in rules/life.py; an evaluation begins as a draft.
CREATE OR REPLACE FUNCTION performance_state_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' AND NEW.state <> 'draft' OR TG_OP = 'UPDATE' AND NEW.state <> OLD.state
        AND (OLD.state, NEW.state) NOT IN (
            ('draft', 'targets_set'), ('returned', 'targets_set'), ('targets_set', 'targets_approved'),
            ('targets_set', 'returned'), ('targets_approved', 'mid_monitoring'),
            ('mid_monitoring', 'self_evaluated'), ('self_evaluated', 'mid_monitoring'),
            ('self_evaluated', 'third_party_assigned'), ('third_party_assigned', 'tp_in_progress'),
            ('third_party_assigned', 'self_evaluated'), ('tp_in_progress', 'tp_submitted'),
            ('tp_submitted', 'tp_in_progress'), ('tp_submitted', 'finance_reevaluation'),
            ('finance_reevaluation', 'feedback'), ('feedback', 'objection'),
            ('objection', 'finance_reevaluation'), ('objection', 'feedback'), ('feedback', 'finalised'),
            ('finalised', 'published'), ('published', 'applied')
        ) THEN
        RAISE EXCEPTION 'No step leads to %.', NEW.state USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER performance_state_arrows BEFORE INSERT OR UPDATE ON performance_evaluation
    FOR EACH ROW EXECUTE FUNCTION performance_state_guard();

-- What was done, read, monitored, reviewed and decided stays as it was written.
CREATE OR REPLACE FUNCTION performance_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only.', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER performance_act_no_change BEFORE UPDATE OR DELETE ON performance_evaluationact
    FOR EACH ROW EXECUTE FUNCTION performance_append_only();
CREATE TRIGGER performance_read_no_change BEFORE UPDATE OR DELETE ON performance_evaluatorread
    FOR EACH ROW EXECUTE FUNCTION performance_append_only();
CREATE TRIGGER performance_monitoring_no_change BEFORE UPDATE OR DELETE ON performance_monitoring
    FOR EACH ROW EXECUTE FUNCTION performance_append_only();
CREATE TRIGGER performance_monitoring_line_no_change BEFORE UPDATE OR DELETE ON performance_monitoringline
    FOR EACH ROW EXECUTE FUNCTION performance_append_only();
CREATE TRIGGER performance_review_no_change BEFORE UPDATE OR DELETE ON performance_jointreview
    FOR EACH ROW EXECUTE FUNCTION performance_append_only();
CREATE TRIGGER performance_decision_no_change BEFORE UPDATE OR DELETE ON performance_decision
    FOR EACH ROW EXECUTE FUNCTION performance_append_only();
