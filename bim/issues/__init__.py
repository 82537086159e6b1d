"""Issues on structures: what is wrong, where, who mends it; in and out as BCF archives."""
