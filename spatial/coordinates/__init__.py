"""CGCS2000 zones, pasted coordinates, transformations and areas. Pure: no database, no Django models.

A pair is always longitude, latitude or easting, northing. Nothing is guessed in silence: what could mean two
things comes back as two candidates with their reasons.
"""
