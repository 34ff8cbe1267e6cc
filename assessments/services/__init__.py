"""Commands on attempts."""
