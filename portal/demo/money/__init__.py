"""The money of the demo's works: what was allowed, promised, built, asked for and paid, year by year."""
