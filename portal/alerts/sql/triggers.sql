-- What happened to an alert stands; an alert and a message never change what they are about.
CREATE FUNCTION alerts_only_added() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'What happened to an alert stands.' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER alerts_act_stands BEFORE UPDATE OR DELETE ON alerts_alertact
    FOR EACH STATEMENT EXECUTE FUNCTION alerts_only_added();
CREATE TRIGGER alerts_alert_stands BEFORE UPDATE OF project_id, rule, subject, raised_on, raised_at, first_facts
    ON alerts_alert FOR EACH ROW
    WHEN ((OLD.project_id, OLD.rule, OLD.subject, OLD.raised_on, OLD.raised_at, OLD.first_facts)
        IS DISTINCT FROM (NEW.project_id, NEW.rule, NEW.subject, NEW.raised_on, NEW.raised_at, NEW.first_facts))
    EXECUTE FUNCTION alerts_only_added();
CREATE TRIGGER alerts_message_stands BEFORE UPDATE OF key, body, address ON alerts_message FOR EACH ROW
    WHEN ((OLD.key, OLD.body, OLD.address) IS DISTINCT FROM (NEW.key, NEW.body, NEW.address))
    EXECUTE FUNCTION alerts_only_added();
