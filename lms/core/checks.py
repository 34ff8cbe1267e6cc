"""System checks for what imports cannot show."""
