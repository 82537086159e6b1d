"""Schedules, monthly reports and photos of the demo's works under construction."""
