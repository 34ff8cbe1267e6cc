"""What Central Office sees of the outbox in the Wagtail admin."""
