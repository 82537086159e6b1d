-- A report's steps are only added, and what it says moves only while its author holds it.
CREATE TRIGGER progress_act_stands BEFORE UPDATE OR DELETE ON progress_reportact
    FOR EACH STATEMENT EXECUTE FUNCTION progress_only_added();

CREATE OR REPLACE FUNCTION progress_line_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    reports uuid[] := CASE TG_OP
        WHEN 'INSERT' THEN ARRAY[NEW.report_id] WHEN 'DELETE' THEN ARRAY[OLD.report_id]
        ELSE ARRAY[OLD.report_id, NEW.report_id] END;
BEGIN
    PERFORM 1 FROM progress_progressreport
    WHERE id = ANY (reports) AND state NOT IN ('draft', 'returned') FOR SHARE;
    IF FOUND THEN
        RAISE EXCEPTION 'What was handed in stands.' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER progress_line_stands BEFORE INSERT OR UPDATE OR DELETE ON progress_reportline
    FOR EACH ROW EXECUTE FUNCTION progress_line_guard();
