"""What the database itself refuses of awards, manuals and copies."""

import pytest
from django.db import IntegrityError, transaction

from certificates.models import Award, Manual, ManualIssue
from tests.cast import NOW
from tests.factories.awards import AwardFactory, ManualFactory, ManualIssueFactory

pytestmark = pytest.mark.django_db
NONSENSE = [
    {"status": "lost"},
    {"route": "by-train"},
    {"status": "revoked"},
    {"ended_at": NOW},
    {"pdf_name": "a.pdf"},
    {"pdf_stored_at": NOW},
    {"pdf_name": "a.pdf", "pdf_stored_at": NOW, "pdf_problem": "why"},
    {"printed_name": ""},
]


def refused(act) -> bool:
    with pytest.raises(IntegrityError), transaction.atomic():
        act()
    return True


@pytest.mark.parametrize("fields", NONSENSE, ids=str)
def test_an_award_that_contradicts_itself_is_refused(fields):
    award = AwardFactory()
    assert refused(lambda: Award.objects.filter(pk=award.pk).update(**fields))


def test_an_enrolment_has_one_award_that_holds_and_any_that_ended():
    award = AwardFactory()
    AwardFactory(enrolment=award.enrolment, revoked=True)
    AwardFactory(enrolment=award.enrolment, superseded=True)
    assert refused(lambda: AwardFactory(enrolment=award.enrolment))


@pytest.mark.parametrize("field", ["serial", "code"])
def test_serial_and_code_are_one_of_a_kind(field):
    award = AwardFactory()
    assert refused(lambda: AwardFactory(**{field: getattr(award, field)}))


def test_a_programme_has_one_published_manual_and_each_edition_once():
    manual = ManualFactory()
    ManualFactory(programme=manual.programme, edition=2, published=False)
    assert refused(lambda: ManualFactory(programme=manual.programme, edition=3))
    assert refused(lambda: ManualFactory(programme=manual.programme, edition=2, published=False))


def test_somebody_has_one_copy_of_a_manual_named_once_it_is_stored():
    issue = ManualIssueFactory()
    assert refused(lambda: ManualIssueFactory(award=issue.award, manual=issue.manual))
    assert refused(lambda: ManualIssue.objects.update(pdf_name="a.pdf"))


def test_a_manual_that_somebody_has_stays():
    manual = ManualIssueFactory().manual
    assert refused(lambda: Manual.objects.filter(pk=manual.pk).delete())


def test_awards_are_visible_to_their_holder_alone(cast):
    award = AwardFactory(enrolment__learner=cast.zoe)
    assert list(Award.objects.visible_to(cast.zoe)) == [award]
    assert not Award.objects.visible_to(cast.office).exists()
