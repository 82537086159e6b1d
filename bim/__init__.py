"""Floor 3: what is being built. The only package that may import ifcopenshell."""
