-- A photo, and what was found against it when it came, stands.
CREATE TRIGGER progress_photo_stands BEFORE UPDATE OR DELETE ON progress_reportphoto
    FOR EACH STATEMENT EXECUTE FUNCTION progress_only_added();
