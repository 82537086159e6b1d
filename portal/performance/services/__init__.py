"""Writes of evaluations: one verb for each step of their life."""
