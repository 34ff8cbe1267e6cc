"""Views of accounts: one's own account, and the few doors around allauth."""
