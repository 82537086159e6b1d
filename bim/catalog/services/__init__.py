"""The verbs of a model: send, read, publish, place, join."""
