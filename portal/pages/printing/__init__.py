"""The printed sheet: a PDF at a true scale."""
