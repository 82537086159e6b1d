-- A photo never changes. It is taken out only while its report was not handed in with it.
DROP TRIGGER progress_photo_stands ON progress_reportphoto;
CREATE TRIGGER progress_photo_stands BEFORE UPDATE ON progress_reportphoto
    FOR EACH STATEMENT EXECUTE FUNCTION progress_only_added();

CREATE FUNCTION progress_photo_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM progress_progressreport
    WHERE id = OLD.report_id AND state IN ('draft', 'returned') FOR SHARE;
    IF NOT FOUND OR EXISTS (
        SELECT FROM progress_reportact
        WHERE report_id = OLD.report_id AND action = 'submit' AND at >= OLD.added_at
    ) THEN
        RAISE EXCEPTION 'What was handed in stands.' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN OLD;
END $$;
CREATE TRIGGER progress_photo_handed_in BEFORE DELETE ON progress_reportphoto
    FOR EACH ROW EXECUTE FUNCTION progress_photo_guard();
