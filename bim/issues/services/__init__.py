"""Writes of issues."""
