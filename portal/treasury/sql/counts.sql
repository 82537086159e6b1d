-- What the sandbox holds.
SELECT
    (SELECT count(*) FROM orders) AS orders,
    (SELECT count(*) FROM transfers) AS transfers,
    (SELECT count(*) FROM receipts) AS receipts
