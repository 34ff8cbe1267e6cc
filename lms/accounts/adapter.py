"""How allauth meets our user model."""
