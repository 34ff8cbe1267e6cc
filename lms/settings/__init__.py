"""Settings: base, and one module per place the platform runs in (demo, test, production)."""
