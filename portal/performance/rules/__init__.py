"""What a performance evaluation obeys (domain reference, 2.12 and 3.9), in pure Python."""
