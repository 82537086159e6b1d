"""The operator's own requirements (IDS): audited, and models held against them, in a separate program."""
