"""Rules of content: pure functions, no framework."""
