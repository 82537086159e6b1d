"""Surveys on their way in: read, cross-checked, mended by a person, confirmed."""
