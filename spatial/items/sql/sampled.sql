-- How many of a sample of the table's pages are among the rows: only rows the asker may see weigh in.
SELECT count(*) FROM ({rows}) AS found (id)
JOIN (SELECT {key} AS id FROM {table} TABLESAMPLE SYSTEM ({percent}) REPEATABLE (97)) AS sample USING (id)
