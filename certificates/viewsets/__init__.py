"""What Central Office sees of awards in the Wagtail admin, and where editors write manuals."""
