-- The sandbox treasury's own store (SQLite). Amounts are text, yuan with two decimals. Times are seconds of Unix time.
CREATE TABLE IF NOT EXISTS orders (
    key TEXT PRIMARY KEY,
    body TEXT NOT NULL,
    amount TEXT NOT NULL,
    state TEXT NOT NULL,
    verdict TEXT NOT NULL,
    reason TEXT NOT NULL DEFAULT '',
    told INTEGER NOT NULL,
    due_at REAL NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS orders_due ON orders (due_at) WHERE state = 'accepted';
-- Money that moved: one key moves once, whatever happens.
CREATE TABLE IF NOT EXISTS transfers (
    key TEXT PRIMARY KEY REFERENCES orders (key),
    amount TEXT NOT NULL,
    account TEXT NOT NULL,
    at REAL NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS receipts (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    key TEXT NOT NULL REFERENCES orders (key),
    outcome TEXT NOT NULL,
    amount TEXT NOT NULL,
    reason TEXT NOT NULL,
    at REAL NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
