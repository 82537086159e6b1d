"""The cross-check report of a land document: what it says, how it looks on screen, paper and in cells."""
