-- Rows of one revision, column by column. Lengths in minutes of work, amounts in the schedule's own currency.
COPY {table} ({columns}) FROM STDIN
