"""What a payment may be and must pass. No Django."""
