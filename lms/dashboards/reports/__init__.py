"""What Central Office asks of all partners at once: figures, and the charts and tables they are shown in."""
