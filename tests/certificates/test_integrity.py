"""The proof that awards are whole is silent when they are, and names each thing that is not."""

import pytest

from certificates.drawing import draw_certificate
from certificates.integrity import award_findings
from certificates.models import Award
from enrolment.models import Enrolment
from tests.cast import NOW
from tests.factories.awards import AwardFactory, FinishedFactory, ManualIssueFactory

pytestmark = pytest.mark.django_db


def findings() -> str:
    return "\n".join(award_findings())


def test_a_whole_award_is_passed_over_in_silence():
    draw_certificate(pk=str(AwardFactory().pk), at=NOW)
    AwardFactory(revoked=True)
    assert findings() == ""


def test_a_course_that_qualifies_without_its_award_is_named():
    assert f"Enrolment {FinishedFactory().pk} is completed and qualifies" in findings()


def test_an_award_without_a_finished_course_is_named():
    award = AwardFactory()
    Enrolment.objects.update(status="active", completed_at=None)
    assert f"Award {award.serial} holds, but its enrolment is not completed." in findings()


@pytest.mark.parametrize("field", ["serial", "code"])
def test_a_number_that_is_none_of_ours_is_named(field):
    AwardFactory()
    Award.objects.update(**{field: "UKSR-1234-5678"})
    assert "none of ours" in findings()


@pytest.mark.parametrize("factory", [AwardFactory, ManualIssueFactory])
def test_a_stored_file_that_is_missing_is_named(factory):
    row = factory(drawn=True)
    assert f"The stored file {row.pdf_name} is missing." in findings()
