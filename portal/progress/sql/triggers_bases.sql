-- By which revision a plan was to be measured from a moment on is only added.
CREATE TRIGGER progress_base_stands BEFORE UPDATE OR DELETE ON progress_baseapproval
    FOR EACH STATEMENT EXECUTE FUNCTION progress_only_added();
