-- What no writer may get round, whoever asks: amounts in yuan.
-- 1. Steps, decisions and receipts are only added. 2. A state moves only where its step is on record. 3. What was
-- handed in stands still. 4. An instruction stands as it was sent.
CREATE SEQUENCE payments_number;

CREATE FUNCTION payments_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'This record of payments is append-only.' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER payments_step_no_change BEFORE UPDATE OR DELETE ON payments_paymentstep
    FOR EACH ROW EXECUTE FUNCTION payments_append_only();
CREATE TRIGGER payments_step_no_truncate BEFORE TRUNCATE ON payments_paymentstep
    FOR EACH STATEMENT EXECUTE FUNCTION payments_append_only();
CREATE TRIGGER payments_decision_no_change BEFORE UPDATE OR DELETE ON payments_decision
    FOR EACH ROW EXECUTE FUNCTION payments_append_only();
CREATE TRIGGER payments_decision_no_truncate BEFORE TRUNCATE ON payments_decision
    FOR EACH STATEMENT EXECUTE FUNCTION payments_append_only();

CREATE FUNCTION payments_receipt_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.standing <> 'held' OR NEW.standing <> 'settled'
        OR (NEW.receipt_id, NEW.number, NEW.key, NEW.instruction_id, NEW.outcome, NEW.amount_yuan)
        IS DISTINCT FROM
        (OLD.receipt_id, OLD.number, OLD.key, OLD.instruction_id, OLD.outcome, OLD.amount_yuan) THEN
        RAISE EXCEPTION 'A receipt stands as the bank gave it.' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER payments_receipt_stands BEFORE UPDATE OR DELETE ON payments_receipt
    FOR EACH ROW EXECUTE FUNCTION payments_receipt_stands();
CREATE TRIGGER payments_receipt_no_truncate BEFORE TRUNCATE ON payments_receipt
    FOR EACH STATEMENT EXECUTE FUNCTION payments_append_only();

-- A step begins where the one before it ended.
CREATE FUNCTION payments_step_continues() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    last record;
BEGIN
    SELECT target, version INTO last FROM payments_paymentstep
    WHERE application_id = NEW.application_id ORDER BY version DESC LIMIT 1;
    IF NOT FOUND THEN
        IF NEW.source <> 'draft' THEN
            RAISE EXCEPTION 'The first step cannot start at %.', NEW.source USING ERRCODE = 'restrict_violation';
        END IF;
    ELSIF last.target <> NEW.source OR last.version >= NEW.version THEN
        RAISE EXCEPTION 'The step before ended at %, not at %.', last.target, NEW.source
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER payments_step_continues BEFORE INSERT ON payments_paymentstep
    FOR EACH ROW EXECUTE FUNCTION payments_step_continues();

CREATE FUNCTION payments_application_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'An application stays on record.' USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'draft' THEN
            RAISE EXCEPTION 'An application begins as a draft.' USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF NEW.state <> OLD.state AND NOT EXISTS (
        SELECT 1 FROM payments_paymentstep
        WHERE application_id = NEW.id AND version = NEW.version AND source = OLD.state AND target = NEW.state
    ) THEN
        RAISE EXCEPTION 'No step leads an application to % here.', NEW.state USING ERRCODE = 'restrict_violation';
    END IF;
    IF (NEW.number, NEW.project_id, NEW.contract_id, NEW.request_id)
        IS DISTINCT FROM (OLD.number, OLD.project_id, OLD.contract_id, OLD.request_id)
        OR OLD.state NOT IN ('draft', 'returned') AND (
            NEW.amount_yuan, NEW.recovery_yuan, NEW.retention_yuan, NEW.labour_yuan, NEW.payee_id, NEW.payee_uscc,
            NEW.wage_account_id, NEW.feature_id, NEW.indicator_id, NEW.cost_line_id, NEW.kind, NEW.period_from,
            NEW.period_to, NEW.maker_id
        ) IS DISTINCT FROM (
            OLD.amount_yuan, OLD.recovery_yuan, OLD.retention_yuan, OLD.labour_yuan, OLD.payee_id, OLD.payee_uscc,
            OLD.wage_account_id, OLD.feature_id, OLD.indicator_id, OLD.cost_line_id, OLD.kind, OLD.period_from,
            OLD.period_to, OLD.maker_id
        ) THEN
        RAISE EXCEPTION 'What was handed in stands still.' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER payments_application_stands BEFORE INSERT OR UPDATE OR DELETE ON payments_application
    FOR EACH ROW EXECUTE FUNCTION payments_application_stands();

-- TG_ARGV: the states of the application in which the part may still be written.
CREATE FUNCTION payments_part_stands() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    subject uuid := CASE WHEN TG_OP = 'DELETE' THEN OLD.application_id ELSE NEW.application_id END;
BEGIN
    IF NOT (SELECT state FROM payments_application WHERE id = subject) = ANY (TG_ARGV[0:]) THEN
        RAISE EXCEPTION 'What was handed in stands still.' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER payments_line_stands BEFORE INSERT OR UPDATE OR DELETE ON payments_measuredline
    FOR EACH ROW EXECUTE FUNCTION payments_part_stands('draft', 'returned');
CREATE TRIGGER payments_evidence_stands BEFORE INSERT OR UPDATE OR DELETE ON payments_evidence
    FOR EACH ROW EXECUTE FUNCTION payments_part_stands('draft', 'returned', 'submitted');
CREATE TRIGGER payments_invoice_stands BEFORE INSERT OR DELETE ON payments_invoice
    FOR EACH ROW EXECUTE FUNCTION payments_part_stands('draft', 'returned');
CREATE FUNCTION payments_invoice_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.application_id, NEW.number, NEW.issued_on, NEW.seller_uscc, NEW.amount_yuan)
        IS DISTINCT FROM (OLD.application_id, OLD.number, OLD.issued_on, OLD.seller_uscc, OLD.amount_yuan) THEN
        RAISE EXCEPTION 'An invoice stands as it was handed in.' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER payments_invoice_kept BEFORE UPDATE ON payments_invoice
    FOR EACH ROW EXECUTE FUNCTION payments_invoice_kept();

CREATE FUNCTION payments_instruction_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'An instruction stays on record.' USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'queued' OR NEW.amount_yuan <>
            (SELECT amount_yuan FROM payments_application WHERE id = NEW.application_id) THEN
            RAISE EXCEPTION 'An instruction is the whole amount of its application, and waits to be sent.'
                USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF (NEW.application_id, NEW.attempt, NEW.key, NEW.body, NEW.amount_yuan)
        IS DISTINCT FROM (OLD.application_id, OLD.attempt, OLD.key, OLD.body, OLD.amount_yuan)
        OR NEW.state <> OLD.state AND NOT (
            OLD.state = 'queued' AND NEW.state IN ('sent', 'paid', 'refused')
            OR OLD.state = 'sent' AND NEW.state IN ('paid', 'refused')
            OR OLD.state = 'paid' AND NEW.state = 'returned'
        ) THEN
        RAISE EXCEPTION 'An instruction stands as it was sent.' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER payments_instruction_stands BEFORE INSERT OR UPDATE OR DELETE ON payments_instruction
    FOR EACH ROW EXECUTE FUNCTION payments_instruction_stands();
CREATE TRIGGER payments_application_no_truncate BEFORE TRUNCATE ON payments_application
    FOR EACH STATEMENT EXECUTE FUNCTION payments_append_only();
CREATE TRIGGER payments_instruction_no_truncate BEFORE TRUNCATE ON payments_instruction
    FOR EACH STATEMENT EXECUTE FUNCTION payments_append_only();
