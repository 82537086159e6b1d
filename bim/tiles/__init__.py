"""A meshed model as 3D Tiles 1.1: local metres, Z up, one dense element id per vertex."""
