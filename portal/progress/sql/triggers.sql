-- What a revision of a schedule holds is only added, never changed and never taken away: baselines stay.
CREATE OR REPLACE FUNCTION progress_only_added() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Rows of % are only added.', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER progress_revision_stands BEFORE UPDATE OR DELETE ON progress_schedulerevision
    FOR EACH STATEMENT EXECUTE FUNCTION progress_only_added();
CREATE TRIGGER progress_calendar_stands BEFORE UPDATE OR DELETE ON progress_calendar
    FOR EACH STATEMENT EXECUTE FUNCTION progress_only_added();
CREATE TRIGGER progress_task_stands BEFORE UPDATE OR DELETE ON progress_task
    FOR EACH STATEMENT EXECUTE FUNCTION progress_only_added();
CREATE TRIGGER progress_relation_stands BEFORE UPDATE OR DELETE ON progress_relation
    FOR EACH STATEMENT EXECUTE FUNCTION progress_only_added();
CREATE TRIGGER progress_baseline_stands BEFORE UPDATE OR DELETE ON progress_baseline
    FOR EACH STATEMENT EXECUTE FUNCTION progress_only_added();
CREATE TRIGGER progress_resource_stands BEFORE UPDATE OR DELETE ON progress_resource
    FOR EACH STATEMENT EXECUTE FUNCTION progress_only_added();
CREATE TRIGGER progress_assignment_stands BEFORE UPDATE OR DELETE ON progress_assignment
    FOR EACH STATEMENT EXECUTE FUNCTION progress_only_added();
CREATE TRIGGER progress_link_stands BEFORE UPDATE OR DELETE ON progress_elementlink
    FOR EACH STATEMENT EXECUTE FUNCTION progress_only_added();
