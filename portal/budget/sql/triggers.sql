-- What holds whoever writes: ledgers take rows and never let one go or change; sums are kept from the ledgers
-- and from nothing else; a request's state follows only a written step, and steps skip neither level nor person.

CREATE FUNCTION budget_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only.', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER budget_no_change BEFORE UPDATE OR DELETE ON budget_indicatorentry FOR EACH ROW EXECUTE FUNCTION budget_append_only();
CREATE TRIGGER budget_no_change BEFORE UPDATE OR DELETE ON budget_costrevision FOR EACH ROW EXECUTE FUNCTION budget_append_only();
CREATE TRIGGER budget_no_change BEFORE UPDATE OR DELETE ON budget_costposting FOR EACH ROW EXECUTE FUNCTION budget_append_only();
CREATE TRIGGER budget_no_change BEFORE UPDATE OR DELETE ON budget_ceilingentry FOR EACH ROW EXECUTE FUNCTION budget_append_only();
CREATE TRIGGER budget_no_change BEFORE UPDATE OR DELETE ON budget_planrevision FOR EACH ROW EXECUTE FUNCTION budget_append_only();
CREATE TRIGGER budget_no_change BEFORE UPDATE OR DELETE ON budget_reviewstep FOR EACH ROW EXECUTE FUNCTION budget_append_only();
CREATE TRIGGER budget_no_truncate BEFORE TRUNCATE ON budget_indicatorentry FOR EACH STATEMENT EXECUTE FUNCTION budget_append_only();
CREATE TRIGGER budget_no_truncate BEFORE TRUNCATE ON budget_costrevision FOR EACH STATEMENT EXECUTE FUNCTION budget_append_only();
CREATE TRIGGER budget_no_truncate BEFORE TRUNCATE ON budget_costposting FOR EACH STATEMENT EXECUTE FUNCTION budget_append_only();
CREATE TRIGGER budget_no_truncate BEFORE TRUNCATE ON budget_ceilingentry FOR EACH STATEMENT EXECUTE FUNCTION budget_append_only();
CREATE TRIGGER budget_no_truncate BEFORE TRUNCATE ON budget_planrevision FOR EACH STATEMENT EXECUTE FUNCTION budget_append_only();
CREATE TRIGGER budget_no_truncate BEFORE TRUNCATE ON budget_reviewstep FOR EACH STATEMENT EXECUTE FUNCTION budget_append_only();

-- An indicator: born empty, moved only by its ledger (a trigger inside a trigger has depth 2 or more).
CREATE FUNCTION budget_indicator_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF (NEW.approved_yuan, NEW.adjusted_yuan, NEW.carried_yuan, NEW.frozen_yuan, NEW.committed_yuan, NEW.paid_yuan)
            IS DISTINCT FROM (0, 0, 0, 0, 0, 0) THEN
            RAISE EXCEPTION 'An indicator begins empty; its ledger fills it.' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF pg_trigger_depth() < 2
        AND (NEW.approved_yuan, NEW.adjusted_yuan, NEW.carried_yuan, NEW.frozen_yuan, NEW.committed_yuan, NEW.paid_yuan)
            IS DISTINCT FROM
            (OLD.approved_yuan, OLD.adjusted_yuan, OLD.carried_yuan, OLD.frozen_yuan, OLD.committed_yuan, OLD.paid_yuan) THEN
        RAISE EXCEPTION 'The sums of an indicator are kept from its ledger.' USING ERRCODE = 'check_violation';
    END IF;
    IF (NEW.number, NEW.year, NEW.unit_id, NEW.project_id, NEW.source, NEW.functional, NEW.economic)
        IS DISTINCT FROM (OLD.number, OLD.year, OLD.unit_id, OLD.project_id, OLD.source, OLD.functional, OLD.economic)
        OR OLD.state = 'closed' AND NEW.state <> 'closed' THEN
        RAISE EXCEPTION 'What an indicator was issued for stands.' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER budget_indicator_kept BEFORE INSERT OR UPDATE ON budget_indicator
    FOR EACH ROW EXECUTE FUNCTION budget_indicator_kept();

CREATE FUNCTION budget_post_entry() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    holder budget_indicator%ROWTYPE;
BEGIN
    SELECT * INTO holder FROM budget_indicator WHERE id = NEW.indicator_id FOR UPDATE;
    IF holder.state <> 'open' THEN
        RAISE EXCEPTION 'The indicator % is closed.', holder.number USING ERRCODE = 'check_violation';
    END IF;
    IF extract(year FROM NEW."on") <> holder.year THEN
        RAISE EXCEPTION 'An entry belongs to the year of its indicator.' USING ERRCODE = 'check_violation';
    END IF;
    UPDATE budget_indicator SET
        approved_yuan = approved_yuan + CASE WHEN NEW.kind = 'approved' THEN NEW.amount_yuan ELSE 0 END,
        adjusted_yuan = adjusted_yuan + CASE WHEN NEW.kind = 'adjusted' THEN NEW.amount_yuan ELSE 0 END,
        carried_yuan = carried_yuan + CASE WHEN NEW.kind IN ('carried', 'lapsed') THEN NEW.amount_yuan ELSE 0 END,
        committed_yuan = committed_yuan
            + CASE WHEN NEW.kind IN ('committed', 'uncommitted') THEN NEW.amount_yuan ELSE 0 END,
        frozen_yuan = frozen_yuan
            + CASE WHEN NEW.kind IN ('frozen', 'released') THEN NEW.amount_yuan
                   WHEN NEW.kind = 'paid' THEN -NEW.amount_yuan ELSE 0 END,
        paid_yuan = paid_yuan + CASE WHEN NEW.kind IN ('paid', 'refunded') THEN NEW.amount_yuan ELSE 0 END
    WHERE id = NEW.indicator_id;
    RETURN NEW;
END $$;
CREATE TRIGGER budget_post_entry AFTER INSERT ON budget_indicatorentry
    FOR EACH ROW EXECUTE FUNCTION budget_post_entry();

-- A month's plan, a ceiling, a cost stage and a cost line: the same.
CREATE FUNCTION budget_plan_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' AND NEW.amount_yuan <> 0
        OR TG_OP = 'UPDATE' AND pg_trigger_depth() < 2 THEN
        RAISE EXCEPTION 'A plan is kept from its revisions.' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER budget_plan_kept BEFORE INSERT OR UPDATE ON budget_monthlyplan
    FOR EACH ROW EXECUTE FUNCTION budget_plan_kept();
CREATE FUNCTION budget_post_plan() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE budget_monthlyplan SET amount_yuan = amount_yuan + NEW.delta_yuan WHERE id = NEW.plan_id;
    RETURN NEW;
END $$;
CREATE TRIGGER budget_post_plan AFTER INSERT ON budget_planrevision
    FOR EACH ROW EXECUTE FUNCTION budget_post_plan();

CREATE FUNCTION budget_ceiling_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' AND (NEW.amount_yuan <> 0 OR NEW.taken_yuan <> 0)
        OR TG_OP = 'UPDATE' AND pg_trigger_depth() < 2 THEN
        RAISE EXCEPTION 'A ceiling is kept from its entries.' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER budget_ceiling_kept BEFORE INSERT OR UPDATE ON budget_sourceceiling
    FOR EACH ROW EXECUTE FUNCTION budget_ceiling_kept();
CREATE FUNCTION budget_post_ceiling() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE budget_sourceceiling SET
        amount_yuan = amount_yuan + CASE WHEN NEW.kind = 'granted' THEN NEW.amount_yuan ELSE 0 END,
        taken_yuan = taken_yuan + CASE WHEN NEW.kind = 'taken' THEN NEW.amount_yuan ELSE 0 END
    WHERE id = NEW.ceiling_id;
    RETURN NEW;
END $$;
CREATE TRIGGER budget_post_ceiling AFTER INSERT ON budget_ceilingentry
    FOR EACH ROW EXECUTE FUNCTION budget_post_ceiling();

CREATE FUNCTION budget_stage_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' AND NEW.current_yuan <> NEW.original_yuan
        OR TG_OP = 'UPDATE' AND NEW.original_yuan <> OLD.original_yuan
        OR TG_OP = 'UPDATE' AND pg_trigger_depth() < 2 AND NEW.current_yuan <> OLD.current_yuan THEN
        RAISE EXCEPTION 'The original stands; the current value is kept from the revisions.' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER budget_stage_kept BEFORE INSERT OR UPDATE ON budget_coststage
    FOR EACH ROW EXECUTE FUNCTION budget_stage_kept();
CREATE TRIGGER budget_line_kept BEFORE INSERT OR UPDATE OF original_yuan, current_yuan ON budget_costline
    FOR EACH ROW EXECUTE FUNCTION budget_stage_kept();
CREATE FUNCTION budget_line_paid_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' AND NEW.paid_yuan <> 0
        OR TG_OP = 'UPDATE' AND pg_trigger_depth() < 2 AND NEW.paid_yuan <> OLD.paid_yuan THEN
        RAISE EXCEPTION 'What was paid on a line is kept from the postings.' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER budget_line_paid_kept BEFORE INSERT OR UPDATE ON budget_costline
    FOR EACH ROW EXECUTE FUNCTION budget_line_paid_kept();
CREATE FUNCTION budget_post_revision() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE budget_coststage SET current_yuan = current_yuan + NEW.delta_yuan WHERE id = NEW.stage_id;
    UPDATE budget_costline SET current_yuan = current_yuan + NEW.delta_yuan WHERE id = NEW.line_id AND stage_id = NEW.stage_id;
    IF NEW.line_id IS NOT NULL AND NOT FOUND THEN
        RAISE EXCEPTION 'The line is of another stage.' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER budget_post_revision AFTER INSERT ON budget_costrevision
    FOR EACH ROW EXECUTE FUNCTION budget_post_revision();
CREATE FUNCTION budget_post_cost() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE budget_costline SET paid_yuan = paid_yuan + NEW.amount_yuan WHERE id = NEW.line_id;
    RETURN NEW;
END $$;
CREATE TRIGGER budget_post_cost AFTER INSERT ON budget_costposting
    FOR EACH ROW EXECUTE FUNCTION budget_post_cost();

-- A request: it begins as a draft, and its state moves only along a step that was written for this very version.
CREATE FUNCTION budget_request_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'draft' THEN
            RAISE EXCEPTION 'A request begins as a draft.' USING ERRCODE = 'check_violation';
        END IF;
    ELSIF NEW.state <> OLD.state AND NOT EXISTS (
        SELECT 1 FROM budget_reviewstep
        WHERE request_id = NEW.id AND source = OLD.state AND target = NEW.state AND version = NEW.version
            AND NEW.version = OLD.version + 1
    ) THEN
        RAISE EXCEPTION 'The state of a request follows a written step.' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER budget_request_kept BEFORE INSERT OR UPDATE OF state ON budget_budgetrequest
    FOR EACH ROW EXECUTE FUNCTION budget_request_kept();

CREATE FUNCTION budget_step_kept() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    judging boolean := NEW.action IN ('pass', 'return', 'reject', 'approve');
BEGIN
    IF NEW.source <> (SELECT state FROM budget_budgetrequest WHERE id = NEW.request_id FOR UPDATE) THEN
        RAISE EXCEPTION 'A step starts where the request stands.' USING ERRCODE = 'check_violation';
    END IF;
    IF judging AND EXISTS (
        SELECT 1 FROM budget_reviewstep
        WHERE request_id = NEW.request_id AND round = NEW.round AND action IN ('submit', 'pass') AND actor_id = NEW.actor_id
    ) THEN
        RAISE EXCEPTION 'Nobody takes two levels of one case.' USING ERRCODE = 'check_violation';
    END IF;
    IF judging AND NEW.source <> 'unit_review' AND EXISTS (
        SELECT 1 FROM budget_reviewstep
        WHERE request_id = NEW.request_id AND round = NEW.round AND action IN ('submit', 'pass')
            AND organisation_id IS NOT DISTINCT FROM NEW.organisation_id
    ) THEN
        RAISE EXCEPTION 'Each level is of another organisation.' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER budget_step_kept BEFORE INSERT ON budget_reviewstep
    FOR EACH ROW EXECUTE FUNCTION budget_step_kept();

-- The lines of a request stand still outside a draft: a level writes its own column, once, and nothing else.
CREATE FUNCTION budget_lines_kept() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    stands text;
BEGIN
    SELECT state INTO stands FROM budget_budgetrequest
    WHERE id = CASE WHEN TG_OP = 'DELETE' THEN OLD.request_id ELSE NEW.request_id END;
    IF stands IN ('draft', 'returned') THEN
        RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
    END IF;
    IF TG_OP <> 'UPDATE'
        OR NEW.requested_yuan <> OLD.requested_yuan
        OR (NEW.request_id, NEW.position, NEW.functional, NEW.economic, NEW.source, NEW.year, NEW.feature_id)
            IS DISTINCT FROM (OLD.request_id, OLD.position, OLD.functional, OLD.economic, OLD.source, OLD.year, OLD.feature_id)
        OR NEW.unit_yuan IS DISTINCT FROM OLD.unit_yuan AND stands <> 'unit_review'
        OR NEW.dept_yuan IS DISTINCT FROM OLD.dept_yuan AND stands <> 'dept_review'
        OR NEW.finance_yuan IS DISTINCT FROM OLD.finance_yuan AND stands <> 'finance_review' THEN
        RAISE EXCEPTION 'Lines stand once they are handed in; each level writes its own amount.' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER budget_lines_kept BEFORE INSERT OR UPDATE OR DELETE ON budget_budgetline
    FOR EACH ROW EXECUTE FUNCTION budget_lines_kept();
