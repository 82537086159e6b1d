"""The map that travels as one HTML file."""
