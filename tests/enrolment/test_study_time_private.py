"""Study time is for the learner alone: no desk, list, report, interface or editor's page asks for it."""

from datetime import timedelta

import pytest
from django.urls import reverse

from courses.models import LessonPage
from enrolment.models import StudyTime
from tests.architecture.source import modules
from tests.cast import NOW
from tests.factories.enrolments import EnrolmentFactory
from tests.factories.staff import AffiliationFactory
from tests.factories.study_time import StudyTimeFactory

# The rows and their check; the learner's own pages.
KEPT_BY = {"models/__init__", "models/study", "managers/__init__", "managers/study_time", "integrity/study_time"}
READ_BY = {"time_spent", "path", "services/study_time", "views/study_time"}
OWN_PAGES = {"lms/dashboards/home.py", "lms/dashboards/receipt.py"}


def test_nobody_asks_for_it_but_the_pages_that_the_learner_opens():
    words = ("StudyTime", "study_times", "time_spent")
    asking = {str(path) for path, text in modules().items() if any(word in text for word in words)}
    assert asking == {f"enrolment/{name}.py" for name in KEPT_BY | READ_BY} | OWN_PAGES


@pytest.mark.django_db
def test_a_lead_and_a_coordinator_do_not_see_it(cast, client_of, time_machine):
    time_machine.move_to(NOW)
    person = AffiliationFactory(person=cast.zoe, site__organisation=cast.partner)
    StudyTimeFactory(enrolment__learner=cast.zoe, seconds=77 * 3600, changed_at=NOW + timedelta(days=9))
    for reader in (cast.lead, cast.coordinator):
        page = client_of(reader).get(reverse("dashboards:person", args=[person.pk])).content.decode()
        assert ("Zoë" in page, "77 h" in page, "active time" in page) == (True, False, False)
    assert StudyTime.objects.of_learner(cast.lead).count() == 0


@pytest.mark.django_db
def test_a_page_in_use_leaves_no_line_in_the_log(cast, client_of, caplog):
    course = EnrolmentFactory(learner=cast.zoe).course
    zoe, lesson = client_of(cast.zoe), LessonPage.objects.descendant_of(course).first()
    ticket = zoe.get(lesson.url).context["learner"].pulse.ticket
    caplog.set_level("DEBUG", logger="django_structlog")
    caplog.clear()
    beat = reverse("enrolment:beat", args=[lesson.course.slug, lesson.activity_key])
    assert [zoe.post(beat, sent).status_code for sent in ({"ticket": ticket, "begins": "1"}, {})] == [200, 200]
    assert caplog.records == []
    zoe.get("/learn/time/")
    assert "request_finished" in caplog.text
