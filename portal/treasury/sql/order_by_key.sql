-- One order by its key.
SELECT key, body, amount, state, verdict, reason, told FROM orders WHERE key = :key
