"""Views of packs."""
