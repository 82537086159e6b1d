"""Issue archives in the BIM Collaboration Format: 2.0, 2.1 and 3.0 in, 2.1 and 3.0 out."""
