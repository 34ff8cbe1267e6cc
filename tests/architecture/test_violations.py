"""The house is held together by contracts and checks; here each is broken on purpose, to see it caught."""

import pytest
from django.db import models
from django.test.utils import isolate_apps
from wagtail.models import Page

from courses.models import CoursePage
from lms.accounts.models import User
from lms.core.checks import check_house_rules
from lms.core.checks.cascades import check_learning_records
from lms.core.checks.pages import check_page_types
from lms.core.checks.relations import check_relations
from lms.core.checks.statuses import check_statuses
from lms.core.models import LearningRecord, status_is_known


class Mood(models.TextChoices):
    CALM = "calm"
    BUSY = "busy"


def ids(messages) -> list[str]:
    return [message.id for message in messages]


def test_the_house_itself_breaks_no_rule():
    assert check_house_rules() == []


# --- Relations ------------------------------------------------------------------------------------


@isolate_apps("courses", "enrolment")
def test_an_upward_foreign_key_is_refused():
    class Above(models.Model):
        class Meta:
            app_label = "enrolment"

    class Below(models.Model):
        above = models.ForeignKey(Above, on_delete=models.PROTECT)

        class Meta:
            app_label = "courses"

    assert ids(check_relations([Below])) == ["lms.E001"]
    assert ids(check_relations([Above])) == []


@pytest.mark.parametrize("kind", [models.OneToOneField, models.ForeignKey])
@isolate_apps("content", "courses")
def test_an_upward_relation_given_as_a_string_is_refused(kind):
    class Below(models.Model):
        above = kind("courses.NotYetThere", on_delete=models.PROTECT)

        class Meta:
            app_label = "content"

    assert ids(check_relations([Below])) == ["lms.E001"]


@isolate_apps("assessments", "certificates")
def test_a_many_to_many_between_neighbours_is_refused():
    class Neighbour(models.Model):
        others = models.ManyToManyField("certificates.NotYetThere")

        class Meta:
            app_label = "assessments"

    assert ids(check_relations([Neighbour])) == ["lms.E001"]


@isolate_apps("enrolment")
def test_a_foreign_key_to_a_lower_package_or_a_library_is_fine():
    class Above(models.Model):
        person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
        page = models.ForeignKey(Page, on_delete=models.PROTECT, related_name="+")

        class Meta:
            app_label = "enrolment"

    assert ids(check_relations([Above])) == []


# --- Page types -----------------------------------------------------------------------------------


def test_a_page_type_without_parents_is_refused():
    class Homeless(Page):
        class Meta:
            abstract = True

    assert ids(check_page_types([Homeless])) == ["lms.E002"]


def test_a_page_type_whose_base_names_its_parents_is_fine():
    class Base(Page):
        parent_page_types = ["courses.ModulePage"]

        class Meta:
            abstract = True

    class Housed(Base):
        class Meta:
            abstract = True

    assert ids(check_page_types([Base, Housed])) == []


# --- Statuses -------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["status", "state", "delivery_state"])
@isolate_apps("courses")
def test_a_status_without_a_constraint_is_refused(name):
    class Careless(models.Model):
        class Meta:
            app_label = "courses"

    models.CharField(choices=Mood.choices, max_length=4).contribute_to_class(Careless, name)
    assert ids(check_statuses([Careless])) == ["lms.E003"]


@isolate_apps("courses")
def test_a_status_with_a_constraint_is_fine():
    class Careful(models.Model):
        status = models.CharField(choices=Mood.choices, max_length=4)

        class Meta:
            app_label = "courses"
            constraints = [status_is_known("status", Mood, name="careful_status_is_known")]

    assert ids(check_statuses([Careful])) == []


# --- Learning records -----------------------------------------------------------------------------


@pytest.mark.parametrize("target", [User, CoursePage, Page])
def test_a_learning_record_that_dies_with_a_page_or_a_person_is_refused(target):
    assert ids(check_learning_records([record(to=target, on_delete=models.CASCADE)])) == ["lms.E004"]


@pytest.mark.parametrize("target", [User, CoursePage])
def test_a_learning_record_that_protects_them_is_fine(target):
    assert ids(check_learning_records([record(to=target, on_delete=models.PROTECT)])) == []


@isolate_apps("enrolment")
def test_a_learning_record_that_dies_by_a_detour_is_refused():
    class Detour(models.Model):
        person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")

        class Meta:
            app_label = "enrolment"

    assert ids(check_learning_records([record(to=Detour, on_delete=models.CASCADE)])) == ["lms.E004"]


def record(*, to, on_delete) -> type[LearningRecord]:
    """Return a throw-away learning record with one foreign key."""
    with isolate_apps("enrolment"):

        class Record(LearningRecord):
            key = models.ForeignKey(to, on_delete=on_delete, related_name="+")

            class Meta:
                app_label = "enrolment"

    return Record
