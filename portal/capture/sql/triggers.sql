-- What was written down at a site, and its photos, are only added.
CREATE TRIGGER capture_entry_stands BEFORE UPDATE OR DELETE ON capture_siteentry
    FOR EACH STATEMENT EXECUTE FUNCTION progress_only_added();
CREATE TRIGGER capture_photo_stands BEFORE UPDATE OR DELETE ON capture_sitephoto
    FOR EACH STATEMENT EXECUTE FUNCTION progress_only_added();
