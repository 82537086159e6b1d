-- Takes turns.sql back; the table's own migration takes its rows.
DROP TRIGGER progress_report_turns ON progress_progressreport;
DROP FUNCTION progress_turn_follow();
DROP FUNCTION progress_turn_again(uuid, text[], date);
