-- How many rows there are, up to one more than a limit.
SELECT count(*) FROM ({rows} LIMIT {most}) AS found
