"""How we write to a person: every message is a row first, and goes out at most once."""
