"""What is accepted, and tested, of the elements of models."""
