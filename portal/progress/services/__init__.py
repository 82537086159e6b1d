"""Writes of progress: one verb, one transaction, the actor first."""
