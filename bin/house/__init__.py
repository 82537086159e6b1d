"""The ground works: what ``bin/up``, ``bin/down``, ``bin/test`` and ``bin/lock`` do. Standard library only."""
