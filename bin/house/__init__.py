"""What ``bin/up``, ``bin/down``, ``bin/test`` and ``bin/lock`` do. Standard library only."""
