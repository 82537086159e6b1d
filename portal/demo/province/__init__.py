"""The lie of the land, in pure geometry: nothing here knows Django or the database."""
