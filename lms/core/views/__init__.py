"""Views of the core: health, errors, media."""
