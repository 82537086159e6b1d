-- Let payments begin as drafts only, as everywhere.
ALTER TABLE payments_application ENABLE TRIGGER payments_application_stands;
ANALYZE payments_application;
