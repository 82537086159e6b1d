"""When an alert arises, how it lives, whom it reaches: pure Python."""
