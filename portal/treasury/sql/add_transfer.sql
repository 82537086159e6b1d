-- Move the money of an order, once. Amount in yuan as text.
INSERT INTO transfers (key, amount, account, at) VALUES (:key, :amount, :account, :at)
