"""What progress is worth and where a report may go, in pure Python."""
