-- No rows: only the types of the columns are of interest.
SELECT {columns} FROM {table} LIMIT 0
