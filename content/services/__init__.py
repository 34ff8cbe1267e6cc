"""What may be done to content beside editing it."""
