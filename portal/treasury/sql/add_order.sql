-- Take an order. Amount in yuan as text; due_at: seconds of Unix time.
INSERT INTO orders (key, body, amount, state, verdict, reason, told, due_at)
VALUES (:key, :body, :amount, 'accepted', :verdict, :reason, :told, :due_at)
