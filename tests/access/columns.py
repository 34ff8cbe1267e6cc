"""The columns of the access matrix: groups of people, in order."""

ROLES = ("stranger", "learner", "other learner", "editor", "office")
# People appointed to look after something: an organisation, a region, a course.
APPOINTED = ("lead", "other lead", "coordinator", "trainer")
