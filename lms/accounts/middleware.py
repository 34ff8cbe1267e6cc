"""Gates that stand before whole areas."""
