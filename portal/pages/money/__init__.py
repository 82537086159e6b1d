"""Pages of money seen across its records."""
