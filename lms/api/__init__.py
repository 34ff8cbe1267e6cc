"""What other programs may ask over HTTP; owns no data."""
