"""Commands on enrolments and progress."""
