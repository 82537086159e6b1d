"""Filters in CQL2 (OGC 21-065r2): read, bounded, and said as conditions of a queryset."""
