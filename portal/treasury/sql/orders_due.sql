-- Orders whose outcome is due, the oldest first.
SELECT key, body, amount, state, verdict, reason, told
FROM orders WHERE state = 'accepted' AND due_at <= :now ORDER BY due_at, key LIMIT 500
