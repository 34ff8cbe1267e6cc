"""The forms of content."""
