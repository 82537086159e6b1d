-- The event log takes rows and never lets one go or change, whoever asks.
CREATE OR REPLACE FUNCTION core_event_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The event log is append-only.' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER core_event_no_change BEFORE UPDATE OR DELETE ON core_event
    FOR EACH ROW EXECUTE FUNCTION core_event_append_only();
CREATE TRIGGER core_event_no_truncate BEFORE TRUNCATE ON core_event
    FOR EACH STATEMENT EXECUTE FUNCTION core_event_append_only();
