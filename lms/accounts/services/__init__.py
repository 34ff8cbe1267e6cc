"""What can be done to a person: made, changed, given a role."""
