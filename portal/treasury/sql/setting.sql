-- One setting of the sandbox.
SELECT value FROM settings WHERE name = :name
