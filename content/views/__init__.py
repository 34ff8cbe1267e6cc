"""Pages of the Wagtail admin about the words of pages."""
