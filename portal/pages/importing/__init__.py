"""The import pages: what they show, and how their form becomes answers."""
