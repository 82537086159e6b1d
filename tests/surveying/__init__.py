"""Surveys on their way in."""
