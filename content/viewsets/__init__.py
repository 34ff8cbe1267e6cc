"""What editors keep beside pages, as lists in the Wagtail admin."""
