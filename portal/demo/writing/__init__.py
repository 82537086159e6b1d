"""Putting the demo province into the database: by COPY, in one transaction."""
