-- That a revision was taken back is only added; the same file sent again is another revision.
CREATE TRIGGER progress_withdrawal_stands BEFORE UPDATE OR DELETE ON progress_withdrawal
    FOR EACH STATEMENT EXECUTE FUNCTION progress_only_added();
