"""The house is held together by contracts and checks; here each is broken on purpose, to see it caught.

Imports: test_imports.py. An address that nobody guards: tests/access/test_matrix.py.
"""

from itertools import count
from typing import Any

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


NUMBERS = count()  # two models of one name would be taken for each other
MOOD = {"choices": Mood.choices, "max_length": 4}


def model(app: str, *, base: Any = models.Model, constraints: tuple[Any, ...] = (), **fields: Any) -> Any:
    """Return a throw-away model of an app."""
    meta = type("Meta", (), {"app_label": app, "constraints": list(constraints)})
    with isolate_apps(app):
        return type(f"ThrownAway{next(NUMBERS)}", (base,), {"__module__": __name__, "Meta": meta, **fields})


def link(target: Any, on_delete: Any = models.PROTECT, kind: Any = models.ForeignKey) -> Any:
    return kind(target, on_delete=on_delete, related_name="+")


def page_type(base: type[Page], **attributes: Any) -> type[Page]:
    """Return an abstract page type, which Wagtail does not keep."""
    meta = type("Meta", (), {"abstract": True})
    return type("ThrownAway", (base,), {"__module__": __name__, "Meta": meta, **attributes})


def ids(messages: Any) -> list[str]:
    return [message.id for message in messages]


def test_the_house_itself_breaks_no_rule():
    assert check_house_rules() == []


# --- Relations ------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", [models.ForeignKey, models.OneToOneField])
def test_an_upward_relation_is_refused(kind):
    above = model("enrolment")
    assert ids(check_relations([model("courses", above=link(above, kind=kind))])) == ["lms.E001"]


def test_an_upward_relation_given_as_a_string_is_refused():
    assert ids(check_relations([model("content", above=link("enrolment.NotYetThere"))])) == ["lms.E001"]


def test_a_many_to_many_between_neighbours_is_refused():
    neighbours = models.ManyToManyField("certificates.NotYetThere")
    assert ids(check_relations([model("assessments", neighbours=neighbours)])) == ["lms.E001"]


def test_a_relation_to_a_lower_package_to_a_library_and_to_oneself_is_fine():
    links = {"person": link(User), "page": link(Page), "other": link("self")}
    assert ids(check_relations([model("enrolment", **links)])) == []


# --- Page types -----------------------------------------------------------------------------------


def test_a_page_type_without_parents_is_refused():
    assert ids(check_page_types([page_type(Page)])) == ["lms.E002"]


def test_a_page_type_that_names_its_parents_or_whose_base_does_is_fine():
    base = page_type(Page, parent_page_types=["courses.ModulePage"])
    assert ids(check_page_types([base, page_type(base)])) == []


# --- Statuses -------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["status", "state", "delivery_state"])
def test_a_status_without_a_constraint_is_refused(name):
    assert ids(check_statuses([model("courses", **{name: models.CharField(**MOOD)})])) == ["lms.E003"]


def test_a_constraint_that_does_not_name_the_status_does_not_count():
    other = models.CheckConstraint(condition=models.Q(id__gte=1), name="other")
    assert ids(check_statuses([model("courses", constraints=(other,), status=models.CharField(**MOOD))])) == [
        "lms.E003"
    ]


def test_a_status_with_a_constraint_is_fine():
    known = status_is_known("status", Mood, name="status_is_known")
    assert ids(check_statuses([model("courses", constraints=(known,), status=models.CharField(**MOOD))])) == []


# --- Learning records -----------------------------------------------------------------------------


def record(target: Any, on_delete: Any) -> Any:
    return model("enrolment", base=LearningRecord, key=link(target, on_delete))


@pytest.mark.parametrize("target", [User, CoursePage, Page])
def test_a_learning_record_that_dies_with_a_page_or_a_person_is_refused(target):
    assert ids(check_learning_records([record(target, models.CASCADE)])) == ["lms.E004"]


def test_a_learning_record_that_dies_by_a_detour_is_refused():
    detour = model("enrolment", person=link(User, models.CASCADE))
    assert ids(check_learning_records([record(detour, models.CASCADE)])) == ["lms.E004"]


@pytest.mark.parametrize("target", [User, CoursePage])
def test_a_learning_record_that_protects_them_is_fine(target):
    assert ids(check_learning_records([record(target, models.PROTECT)])) == []


def test_a_learning_record_may_die_with_another_that_nothing_takes_away():
    kept = record(User, models.PROTECT)
    assert ids(check_learning_records([record(kept, models.CASCADE)])) == []
