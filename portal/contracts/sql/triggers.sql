-- What no writer may get round, whoever asks: amounts in yuan.
-- 1. Steps and postings are only added. 2. A state moves only where its step is on record. 3. A price that was
-- agreed stands still; approved changes, current price and all balances follow the ledger alone.
CREATE FUNCTION contracts_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The contract ledger is append-only.' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER contracts_step_no_change BEFORE UPDATE OR DELETE ON contracts_contractstep
    FOR EACH ROW EXECUTE FUNCTION contracts_append_only();
CREATE TRIGGER contracts_step_no_truncate BEFORE TRUNCATE ON contracts_contractstep
    FOR EACH STATEMENT EXECUTE FUNCTION contracts_append_only();
CREATE TRIGGER contracts_posting_no_change BEFORE UPDATE OR DELETE ON contracts_contractposting
    FOR EACH ROW EXECUTE FUNCTION contracts_append_only();
CREATE TRIGGER contracts_posting_no_truncate BEFORE TRUNCATE ON contracts_contractposting
    FOR EACH STATEMENT EXECUTE FUNCTION contracts_append_only();

-- A step begins where the one before it ended; nobody takes two levels in a row.
CREATE FUNCTION contracts_step_continues() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    last record;
BEGIN
    SELECT target, role, actor_id, version INTO last FROM contracts_contractstep
    WHERE subject = NEW.subject AND subject_id = NEW.subject_id ORDER BY version DESC LIMIT 1;
    IF NOT FOUND THEN
        IF NEW.source NOT IN ('draft', 'raised') THEN
            RAISE EXCEPTION 'The first step cannot start at %.', NEW.source USING ERRCODE = 'restrict_violation';
        END IF;
    ELSIF last.target <> NEW.source OR last.version >= NEW.version THEN
        RAISE EXCEPTION 'The step before ended at %, not at %.', last.target, NEW.source
            USING ERRCODE = 'restrict_violation';
    ELSIF last.actor_id = NEW.actor_id AND last.role <> NEW.role THEN
        RAISE EXCEPTION 'Nobody takes two levels of one case in a row.' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER contracts_step_continues BEFORE INSERT ON contracts_contractstep
    FOR EACH ROW EXECUTE FUNCTION contracts_step_continues();

-- TG_ARGV: the subject's name, the state it begins in.
CREATE FUNCTION contracts_state_by_step() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' AND NEW.state = TG_ARGV[1] OR TG_OP = 'UPDATE' AND NEW.state = OLD.state THEN
        RETURN NEW;
    END IF;
    IF NOT EXISTS (
        SELECT 1 FROM contracts_contractstep
        WHERE subject = TG_ARGV[0] AND subject_id = NEW.id AND version = NEW.version AND target = NEW.state
            AND (TG_OP = 'INSERT' OR source = OLD.state)
    ) THEN
        RAISE EXCEPTION 'No step leads a % to % here.', TG_ARGV[0], NEW.state USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER contracts_contract_state BEFORE INSERT OR UPDATE OF state ON contracts_contract
    FOR EACH ROW EXECUTE FUNCTION contracts_state_by_step('contract', 'draft');
CREATE TRIGGER contracts_change_state BEFORE INSERT OR UPDATE OF state ON contracts_changeorder
    FOR EACH ROW EXECUTE FUNCTION contracts_state_by_step('change', 'raised');
CREATE TRIGGER contracts_settlement_state BEFORE INSERT OR UPDATE OF state ON contracts_settlement
    FOR EACH ROW EXECUTE FUNCTION contracts_state_by_step('settlement', 'draft');

CREATE FUNCTION contracts_price_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF OLD.state <> 'draft' THEN
            RAISE EXCEPTION 'A contract stays on record.' USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN OLD;
    END IF;
    IF TG_OP = 'INSERT' THEN
        IF NEW.approved_changes_yuan <> 0 THEN
            RAISE EXCEPTION 'Approved changes come from the ledger.' USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF NEW.approved_changes_yuan <> OLD.approved_changes_yuan AND pg_trigger_depth() < 2 THEN
        RAISE EXCEPTION 'Approved changes come from the ledger.' USING ERRCODE = 'restrict_violation';
    END IF;
    IF OLD.state <> 'draft' AND (
        NEW.original_yuan, NEW.progress_ratio, NEW.retention_ratio, NEW.advance_ratio, NEW.advance_yuan,
        NEW.labour_ratio, NEW.party_id, NEW.project_id, NEW.number, NEW.kind, NEW.track
    ) IS DISTINCT FROM (
        OLD.original_yuan, OLD.progress_ratio, OLD.retention_ratio, OLD.advance_ratio, OLD.advance_yuan,
        OLD.labour_ratio, OLD.party_id, OLD.project_id, OLD.number, OLD.kind, OLD.track
    ) THEN
        RAISE EXCEPTION 'What was agreed stands still once the draft is handed in.'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER contracts_price_stands BEFORE INSERT OR UPDATE OR DELETE ON contracts_contract
    FOR EACH ROW EXECUTE FUNCTION contracts_price_stands();

CREATE FUNCTION contracts_keep_balance() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO contracts_contractbalance (
            contract_id, current_yuan, ratio, agreed_advance_yuan, certified_yuan, advance_yuan, progress_yuan,
            release_yuan, recovery_yuan, retention_yuan, refund_yuan, pledged_advance_yuan,
            pledged_progress_yuan, pledged_release_yuan, pledged_recovery_yuan, pledged_retention_yuan
        ) VALUES (NEW.id, NEW.original_yuan, NEW.progress_ratio, NEW.advance_yuan,
            0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    ELSE
        UPDATE contracts_contractbalance SET
            current_yuan = NEW.original_yuan + NEW.approved_changes_yuan, ratio = NEW.progress_ratio,
            agreed_advance_yuan = NEW.advance_yuan
        WHERE contract_id = NEW.id;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER contracts_begin_balance AFTER INSERT ON contracts_contract
    FOR EACH ROW EXECUTE FUNCTION contracts_keep_balance();
CREATE TRIGGER contracts_keep_balance
    AFTER UPDATE OF original_yuan, approved_changes_yuan, progress_ratio, advance_yuan ON contracts_contract
    FOR EACH ROW EXECUTE FUNCTION contracts_keep_balance();

CREATE FUNCTION contracts_balance_alone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF pg_trigger_depth() < 2 THEN
        RAISE EXCEPTION 'Balances follow the ledger.' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER contracts_balance_alone BEFORE INSERT OR UPDATE ON contracts_contractbalance
    FOR EACH ROW EXECUTE FUNCTION contracts_balance_alone();

CREATE FUNCTION contracts_posting_fits() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    former record;
    changed record;
BEGIN
    IF NEW.reverses_id IS NOT NULL THEN
        SELECT contract_id, kind, pledged, amount_yuan INTO former
        FROM contracts_contractposting WHERE id = NEW.reverses_id;
        IF (former.contract_id, former.kind, former.pledged, former.amount_yuan)
            IS DISTINCT FROM (NEW.contract_id, NEW.kind, NEW.pledged, -NEW.amount_yuan) OR NEW.kind = 'settled' THEN
            RAISE EXCEPTION 'A reversal is the whole of one entry.' USING ERRCODE = 'restrict_violation';
        END IF;
    END IF;
    IF NEW.kind = 'change' THEN
        SELECT contract_id, state, priced_yuan INTO changed FROM contracts_changeorder WHERE id = NEW.change_id;
        IF (changed.contract_id, changed.state, changed.priced_yuan)
            IS DISTINCT FROM (NEW.contract_id, 'incorporated', NEW.amount_yuan) THEN
            RAISE EXCEPTION 'Only an incorporated change moves the price, by what it was priced at.'
                USING ERRCODE = 'restrict_violation';
        END IF;
    END IF;
    IF NEW.kind = 'settled' AND NOT EXISTS (
        SELECT 1 FROM contracts_settlement
        WHERE contract_id = NEW.contract_id AND state = 'approved' AND settled_yuan = NEW.amount_yuan
    ) THEN
        RAISE EXCEPTION 'Only an approved settlement settles.' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER contracts_posting_fits BEFORE INSERT ON contracts_contractposting
    FOR EACH ROW EXECUTE FUNCTION contracts_posting_fits();

CREATE FUNCTION contracts_posting_counts() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    k text := NEW.kind;
    p boolean := NEW.pledged;
    a numeric := NEW.amount_yuan;
BEGIN
    IF k = 'change' THEN
        PERFORM contracts_apply_change(NEW.change_id, a);
        UPDATE contracts_contract SET approved_changes_yuan = approved_changes_yuan + a WHERE id = NEW.contract_id;
        RETURN NULL;
    END IF;
    UPDATE contracts_contractbalance SET
        certified_yuan = certified_yuan + CASE WHEN k = 'certified' THEN a ELSE 0 END,
        advance_yuan = advance_yuan + CASE WHEN k = 'advance' AND NOT p THEN a ELSE 0 END,
        progress_yuan = progress_yuan + CASE WHEN k = 'progress' AND NOT p THEN a ELSE 0 END,
        release_yuan = release_yuan + CASE WHEN k = 'release' AND NOT p THEN a ELSE 0 END,
        recovery_yuan = recovery_yuan + CASE WHEN k = 'recovery' AND NOT p THEN a ELSE 0 END,
        retention_yuan = retention_yuan + CASE WHEN k = 'retention' AND NOT p THEN a ELSE 0 END,
        refund_yuan = refund_yuan + CASE WHEN k = 'refund' THEN a ELSE 0 END,
        settled_yuan = CASE WHEN k = 'settled' THEN a ELSE settled_yuan END,
        pledged_advance_yuan = pledged_advance_yuan + CASE WHEN k = 'advance' AND p THEN a ELSE 0 END,
        pledged_progress_yuan = pledged_progress_yuan + CASE WHEN k = 'progress' AND p THEN a ELSE 0 END,
        pledged_release_yuan = pledged_release_yuan + CASE WHEN k = 'release' AND p THEN a ELSE 0 END,
        pledged_recovery_yuan = pledged_recovery_yuan + CASE WHEN k = 'recovery' AND p THEN a ELSE 0 END,
        pledged_retention_yuan = pledged_retention_yuan + CASE WHEN k = 'retention' AND p THEN a ELSE 0 END
    WHERE contract_id = NEW.contract_id;
    RETURN NULL;
END $$;
CREATE TRIGGER contracts_posting_counts AFTER INSERT ON contracts_contractposting
    FOR EACH ROW EXECUTE FUNCTION contracts_posting_counts();

-- The lines of an incorporated change become quantities and items of the bill.
CREATE FUNCTION contracts_apply_change(changed uuid, amount numeric) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM contracts_changeline WHERE change_id = changed) AND amount <>
        (SELECT sum(amount_yuan) FROM contracts_changeline WHERE change_id = changed) THEN
        RAISE EXCEPTION 'The lines of a change add up to its price.' USING ERRCODE = 'restrict_violation';
    END IF;
    UPDATE contracts_billitem AS item SET
        changed_quantity = item.changed_quantity + line.quantity,
        changed_amount_yuan = item.changed_amount_yuan + line.amount_yuan
    FROM (
        SELECT item_id, sum(quantity) AS quantity, sum(amount_yuan) AS amount_yuan
        FROM contracts_changeline WHERE change_id = changed AND item_id IS NOT NULL GROUP BY item_id
    ) AS line
    WHERE item.id = line.item_id;
    INSERT INTO contracts_billitem (
        id, contract_id, feature_id, change_id, code, name, unit, quantity, unit_price, changed_quantity,
        changed_amount_yuan, position
    )
    SELECT line.id, change.contract_id, line.feature_id, change.id, line.code, line.name, line.unit, 0,
        line.unit_price, line.quantity, line.amount_yuan, 1000000 + line.position
    FROM contracts_changeline AS line JOIN contracts_changeorder AS change ON change.id = line.change_id
    WHERE line.change_id = changed AND line.item_id IS NULL;
END $$;

-- The bill stands still with the price; only an incorporated change reaches it later.
CREATE FUNCTION contracts_bill_stands() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    subject uuid := CASE WHEN TG_OP = 'DELETE' THEN OLD.contract_id ELSE NEW.contract_id END;
BEGIN
    IF pg_trigger_depth() < 2 AND (
        (SELECT state FROM contracts_contract WHERE id = subject) <> 'draft'
        OR TG_OP = 'INSERT' AND (NEW.changed_quantity, NEW.changed_amount_yuan) IS DISTINCT FROM (0.0, 0.0)
        OR TG_OP = 'UPDATE' AND (NEW.changed_quantity, NEW.changed_amount_yuan, NEW.contract_id)
            IS DISTINCT FROM (OLD.changed_quantity, OLD.changed_amount_yuan, OLD.contract_id)
    ) THEN
        RAISE EXCEPTION 'The bill of quantities stands still once the draft is handed in.'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER contracts_bill_stands BEFORE INSERT OR UPDATE OR DELETE ON contracts_billitem
    FOR EACH ROW EXECUTE FUNCTION contracts_bill_stands();

-- What a change asked for stands still once it was handed in; its price is put on only once it is approved.
CREATE FUNCTION contracts_change_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state <> 'raised' AND (NEW.amount_yuan, NEW.kind, NEW.contract_id, NEW.number, NEW.days)
        IS DISTINCT FROM (OLD.amount_yuan, OLD.kind, OLD.contract_id, OLD.number, OLD.days)
        OR NEW.priced_yuan IS DISTINCT FROM OLD.priced_yuan AND OLD.state NOT IN ('approved', 'priced')
        OR NEW.priced_yuan IS DISTINCT FROM OLD.priced_yuan AND NEW.state = 'incorporated' THEN
        RAISE EXCEPTION 'A change that was handed in stands still.' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER contracts_change_stands BEFORE UPDATE ON contracts_changeorder
    FOR EACH ROW EXECUTE FUNCTION contracts_change_stands();

CREATE FUNCTION contracts_line_stands() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    subject uuid := CASE WHEN TG_OP = 'DELETE' THEN OLD.change_id ELSE NEW.change_id END;
BEGIN
    IF (SELECT state FROM contracts_changeorder WHERE id = subject) NOT IN ('raised', 'approved') THEN
        RAISE EXCEPTION 'The lines of a change stand still here.' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER contracts_line_stands BEFORE INSERT OR UPDATE OR DELETE ON contracts_changeline
    FOR EACH ROW EXECUTE FUNCTION contracts_line_stands();

-- At the end of a transaction, an incorporated change and an approved settlement stand in the ledger.
CREATE FUNCTION contracts_change_posted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.priced_yuan <> 0 AND NOT EXISTS (SELECT 1 FROM contracts_contractposting WHERE change_id = NEW.id) THEN
        RAISE EXCEPTION 'An incorporated change stands in the ledger.' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER contracts_change_posted AFTER INSERT OR UPDATE ON contracts_changeorder
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.state = 'incorporated')
    EXECUTE FUNCTION contracts_change_posted();

CREATE FUNCTION contracts_settlement_posted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM contracts_contractposting
        WHERE contract_id = NEW.contract_id AND kind = 'settled' AND amount_yuan = NEW.settled_yuan
    ) THEN
        RAISE EXCEPTION 'An approved settlement stands in the ledger.' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER contracts_settlement_posted AFTER INSERT OR UPDATE ON contracts_settlement
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.state = 'approved')
    EXECUTE FUNCTION contracts_settlement_posted();
