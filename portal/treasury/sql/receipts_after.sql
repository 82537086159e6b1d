-- Receipts after a number. Amount in yuan as text.
SELECT number, key, outcome, amount, reason, at FROM receipts WHERE number > :after ORDER BY number LIMIT :limit
