"""Writes of links: rules, links by hand and from files, decisions, and links carried to a new revision."""
