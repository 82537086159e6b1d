"""Bulk export: the filter's projects as one file, streamed from SQL."""
