"""What the desks of Leads and coordinators share: lists of nominated people, and what to say of places."""
