"""A table of people who trained before: what it would do, row by row, before anything is done."""

from datetime import date

import pytest
from django.contrib.auth.hashers import make_password

from certificates.recognising import plan_recognitions
from courses.models import CoursePage
from enrolment.models import Enrolment
from lms.accounts.models import User
from tests.cast import NOW
from tests.factories.enrolments import EnrolmentFactory
from tests.factories.pages import CourseFactory, ProgrammeFactory
from tests.factories.partners import SiteFactory
from tests.factories.people import UserFactory
from tests.performance.budget import assert_statements

pytestmark = pytest.mark.django_db
NO_PASSWORD = make_password(None)
HEAD = "name,email,programme,trained_on,reason,site\n"
STATEMENTS = 6


@pytest.fixture(autouse=True)
def course():
    return CourseFactory(awarding=True, lessons=0, programme=ProgrammeFactory(name="Quay & Friends", key="quay"))


def planned(cast, *rows: str, head: str = HEAD):
    return plan_recognitions(head + "\n".join(rows), by=cast.office, at=NOW)


def row(
    email="ada@example.org", *, name="Ada Marsh", programme="Quay & Friends", day="2019-05-03", why="Seen", site=""
):
    return f"{name},{email},{programme},{day},{why},{site}"


def problem(cast, **cells) -> str:
    (line,) = planned(cast, row(**cells)).lines
    assert not line.is_good
    return line.problem


def test_a_good_row_says_what_would_happen_and_nothing_has(cast, course):
    (line,) = planned(cast, row()).good
    assert (line.number, line.name, line.email, line.course) == (2, "Ada Marsh", "ada@example.org", course)
    assert (line.trained_on, line.reason) == (date(2019, 5, 3), "Seen")
    assert line.note == "Trained on 3 May 2019. They get an account."
    assert not User.objects.filter(email="ada@example.org").exists()


@pytest.mark.parametrize("day", ["03/05/2019", "3.5.2019", "3-5-2019", "3 May 2019", "2019-05-03"])
def test_days_are_read_as_people_write_them(cast, day):
    assert planned(cast, row(day=day)).good[0].trained_on == date(2019, 5, 3)


@pytest.mark.parametrize("programme", ["quay & friends", "QUAY", "Quay&Friends"])
def test_programmes_are_known_by_name_and_key(cast, programme, course):
    assert planned(cast, row(programme=programme)).good[0].course == course


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"email": "ada"}, "This is no e-mail address."),
        ({"name": ""}, "name"),
        ({"name": "www.example.org"}, "name"),
        ({"name": "A" * 151}, "at most 150 letters"),
        ({"programme": "Knitting"}, "There is no such programme. There are: "),
        ({"day": "1 Maytember 2019"}, "as 2019-05-23 or 23/05/2019"),
        ({"day": "2026-04-21"}, "has not come yet"),
        ({"why": ""}, "Please say what shows that they trained"),
        ({"why": "x" * 201}, "at most 200 letters"),
        ({"site": "Nowhere"}, "We found no such site"),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(cast, cells, words):
    assert words in problem(cast, **cells)


def test_a_course_that_is_not_ready_and_oneself_are_refused(cast):
    CourseFactory(modules=0, access="nominated", programme=ProgrammeFactory(name="Later"))
    assert "cannot be recognised" in problem(cast, programme="Later")
    assert "Nobody recognises their own training" in problem(cast, email=cast.office.email)


def test_who_is_qualified_is_reported_and_who_is_learning_is_left_out(cast, course):
    EnrolmentFactory(learner=cast.zoe, course=course, completed=True)
    EnrolmentFactory(learner=cast.amir, course=course)
    plan = planned(cast, row("ZOE@example.org"), row("amir@example.org"))
    assert [line.number for line in plan.done] == [2]
    assert "is taking" in plan.wrong[0].problem


def test_whoever_is_known_is_printed_as_we_know_them(cast):
    assert cast.zoe
    notes = [planned(cast, row("zoe@example.org", name=name)).good[0].note for name in ("Zoë Ŵyn-Łukasz", "Zoe")]
    assert notes[0] == "Trained on 3 May 2019."
    assert "We know them as Zoë Ŵyn-Łukasz; that is what will be printed." in notes[1]


def test_the_same_person_and_programme_twice_is_one(cast):
    plan = planned(cast, row(), row("ADA@example.org"), row("other@example.org"))
    assert [line.number for line in plan.good] == [2, 4]
    assert plan.wrong[0].problem == "The same person and programme stand in row 2."


def test_sites_are_known_by_organisation_and_name_and_by_a_name_that_is_the_only_one(cast):
    site, other = SiteFactory(name="Quay"), SiteFactory(name="Hill")
    SiteFactory(name="Hill")
    plan = planned(cast, row(site="Quay"), row("b@example.org", site=f'"{other}"'), row("c@example.org", site="Hill"))
    assert [line.site for line in plan.good] == [site, other]
    assert plan.wrong[0].number == 4


def test_the_site_may_be_left_out_of_the_table(cast):
    plan = planned(cast, row()[:-1], head=HEAD.replace(",site", ""))
    assert len(plan.good) == 1


def test_a_table_that_cannot_be_read_says_so(cast):
    assert plan_recognitions("nonsense", by=cast.office, at=NOW).problems != ()


def test_formulas_and_names_of_any_script_are_texts(cast):
    plan = planned(cast, row(name="=1+1"), row("b@example.org", name="محمد 🙂"))
    assert [line.is_good for line in plan.lines] == [False, True]


def test_an_account_of_which_nobody_knows_whose_it_is_is_not_recognised(cast):
    UserFactory(email="ada@example.org", verified=False)
    (line,) = planned(cast, row()).lines
    assert (line.is_good, line.problem[:46]) == (False, "This person has not confirmed their e-mail add")


def test_whoever_has_proved_an_address_wins_over_whoever_claims_it(cast):
    UserFactory(email="ada@example.org", verified=False)
    owner = UserFactory(full_name="Ada Marsh")
    owner.emailaddress_set.create(email="ada@example.org", verified=True)
    (line,) = planned(cast, row(name="Ada Marsh")).lines
    assert (line.is_good, "We know them as" in line.note) == (True, False)


def known_people(count: int, course: CoursePage) -> list[User]:
    """Return `count` people with an account, every other one of them on `course`."""
    known = User.objects.bulk_create(
        User(full_name=f"Rowan {n}", email=f"r{n}@example.org", password=NO_PASSWORD) for n in range(count)
    )
    edition = course.editions.get()
    about = {"course": course, "edition": edition, "source": "self", "enrolled_at": NOW}
    Enrolment.objects.bulk_create(Enrolment(learner=person, **about) for person in known[::2])
    return known


@pytest.mark.parametrize("count", [2, 2000])
def test_any_number_of_rows_costs_the_same_statements(cast, count, course):
    known = known_people(count, course)
    site, by = SiteFactory(), cast.office
    rows = [row(person.email, site=site.name) for person in known]
    with assert_statements(at_most=STATEMENTS) as counted:
        plan = plan_recognitions(HEAD + "\n".join(rows), by=by, at=NOW)
    assert (len(counted), len(plan.good)) == (STATEMENTS, count // 2)
