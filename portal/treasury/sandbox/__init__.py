"""A treasury to practise with: a process of its own with a store of its own. It moves no real money."""
