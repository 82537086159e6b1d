-- Rows in PostgreSQL's binary form, column by column.
COPY {table} ({columns}) FROM STDIN (FORMAT BINARY)
