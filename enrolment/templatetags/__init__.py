"""Template tags of enrolment."""
