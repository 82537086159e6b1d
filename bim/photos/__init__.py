"""Photos of a project: when and where they were taken, on the map and in a model's axes."""
