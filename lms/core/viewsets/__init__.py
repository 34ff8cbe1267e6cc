"""What every list in the Wagtail admin shares: scope, safe exports, pages about one row, refusals in words."""
