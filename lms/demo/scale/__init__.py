"""Many people for load tests, with partners, places, enrolments and awards: rows made in bulk, like real ones."""

from lms.demo.scale.learners import add_learners

__all__ = ["add_learners"]
