-- What pays for a contract is agreed with its price, and stands still with it.
CREATE FUNCTION contracts_cost_line_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state <> 'draft' AND NEW.cost_line_id IS DISTINCT FROM OLD.cost_line_id THEN
        RAISE EXCEPTION 'What was agreed stands still once the draft is handed in.'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER contracts_cost_line_stands BEFORE UPDATE OF cost_line_id ON contracts_contract
    FOR EACH ROW EXECUTE FUNCTION contracts_cost_line_stands();
