"""Factories by factory-boy: people, pages of courses, enrolments; traits say who or what it is."""
