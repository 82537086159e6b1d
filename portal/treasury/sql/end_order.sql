-- Let an order stand as it ended.
UPDATE orders SET state = :state, reason = :reason WHERE key = :key
