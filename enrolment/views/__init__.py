"""Views of enrolment: every form it owns."""
