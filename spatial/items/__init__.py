"""Features as standard APIs hand them out: a collection is a queryset plus names."""
