"""Commands on courses."""
