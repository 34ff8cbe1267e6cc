"""The reports of Central Office."""
