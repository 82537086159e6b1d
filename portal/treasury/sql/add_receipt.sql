-- Give a receipt. Amount in yuan as text.
INSERT INTO receipts (key, outcome, amount, reason, at) VALUES (:key, :outcome, :amount, :reason, :at)
