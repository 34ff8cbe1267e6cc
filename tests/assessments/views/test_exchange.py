"""The admin pages that bring questions in and take them out: only for who may, shown first, nothing typed is lost."""

import csv
import re
from datetime import timedelta
from html import unescape
from io import StringIO

import pytest
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from assessments.forms.exchange import BringInForm
from assessments.models import Question, QuestionBank
from lms.accounts.roles import Role
from tests.assessments.exchange.test_hostile import LAUGHS
from tests.assessments.views.test_attempts import in_words
from tests.cast import NOW
from tests.factories.pages import QuestionFactory, RubricFactory

pytestmark = pytest.mark.django_db
ONE = "::Points::How many points?{=four ~five}"
ODD = "::Café::Où?{=ici ~là}"


@pytest.fixture
def bank():
    return QuestionBank.objects.create(name="Steps")


@pytest.fixture
def editor(client_of, cast):
    return client_of(cast.editor)


@pytest.fixture
def send(editor, bank):
    """Press a button of the page, with everything the page before it had hidden."""

    def press(before=None, **fields):
        hidden = re.findall(r'name="(held|shown)" value="([^"]*)"', before.content.decode()) if before else []
        typed = {"bank": bank.pk, "text": ONE, **{name: unescape(value) for name, value in hidden}, **fields}
        return editor.post(reverse("assessments_bring_in"), typed)

    return press


def file_of(data, name="bank.gift"):
    return SimpleUploadedFile(name, data if isinstance(data, bytes) else data.encode())


def without(codename):
    permissions = Group.objects.get(name=Role.EDITOR).permissions
    permissions.remove(permissions.get(codename=codename))


@pytest.mark.parametrize("name", ["assessments_bring_in", "assessments_take_out"])
@pytest.mark.parametrize(("who", "status"), [("zoe", 403), (None, 302), ("editor", 200), ("office", 200)])
def test_only_who_keeps_the_bank_comes_here(name, who, status, client_of, cast):
    assert client_of(who and getattr(cast, who)).get(reverse(name)).status_code == status


def test_an_editor_who_may_not_add_questions_brings_none_in(send, editor):
    without("add_question")
    assert send().url == "/cms/"
    listing = editor.get(reverse("wagtailsnippets_assessments_question:list"))
    assert reverse("assessments_bring_in") not in listing.content.decode()


def test_an_editor_who_may_not_publish_brings_in_drafts(send):
    without("publish_question")
    before = send(published="yes")
    assert "as drafts" not in in_words(before)
    send(before, published="yes", do="confirm")
    assert not Question.objects.get().live


@pytest.mark.parametrize("name", ["assessments_bring_in", "assessments_take_out"])
def test_the_list_leads_here(name, editor):
    listing = editor.get(reverse("wagtailsnippets_assessments_question:list"))
    assert reverse(name) in listing.content.decode()


def test_the_first_press_stores_nothing_and_says_what_would_be(send):
    words = in_words(send())
    assert "New: 1" in words
    assert "Bring in 1 question" in words
    assert not Question.objects.exists()


def test_the_second_press_stores_it(send, bank):
    answer = send(send(), do="confirm")
    assert answer.url.endswith(f"?bank={bank.pk}")
    assert Question.objects.get().name == "Points"


def test_a_file_travels_along_as_it_was(send):
    before = send(text="", file=file_of(ODD.encode("cp1252")))
    assert "We have your file “bank.gift”" in in_words(before)
    send(before, text="", do="confirm")
    assert (Question.objects.get().name, Question.objects.get().prompt) == ("Café", "<p>Où?</p>")


def test_a_file_that_was_changed_on_its_way_is_refused(send):
    before = send(text="", file=file_of(ONE))
    answer = send(before, text="", held="forged", do="confirm")
    assert (answer.status_code, "Please choose the file again." in in_words(answer)) == (422, True)


def test_a_file_of_somebody_else_is_refused(send, client_of, cast, bank):
    held = re.search(r'name="held" value="([^"]+)"', send(text="", file=file_of(ONE)).content.decode())[1]
    answer = client_of(cast.office).post(reverse("assessments_bring_in"), {"bank": bank.pk, "held": held})
    assert "Please choose the file again." in in_words(answer)


@pytest.mark.parametrize(("later", "is_kept"), [(timedelta(hours=23), True), (timedelta(hours=25), False)])
def test_a_file_is_kept_for_a_day(later, is_kept, bank, cast, time_machine):
    time_machine.move_to(NOW, tick=False)
    about = {"user": cast.editor, "may_publish": True}
    first = BringInForm({"bank": bank.pk}, {"file": file_of(ONE)}, **about)
    assert first.is_valid()
    time_machine.move_to(NOW + later, tick=False)
    assert BringInForm({"bank": bank.pk, "held": first.held_value}, **about).is_valid() is is_kept


def test_a_file_chosen_without_a_bank_need_not_be_chosen_again(send, bank):
    before = send(text="", file=file_of(ONE), bank="")
    assert (before.status_code, "We have your file" in in_words(before)) == (422, True)
    assert "New: 1" in in_words(send(before, text=""))


def test_what_was_pasted_is_there_again(send):
    answer = send(bank="")
    assert (answer.status_code, "How many points?" in in_words(answer)) == (422, True)


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (LAUGHS, "bank.xml", "entities"),
        (b"a" * 2_000_001, "bank.gift", "larger than 2 MB"),
        (b"", "bank.gift", "nothing in this file"),
        (b"Dear all", "letter.txt", "neither GIFT nor Moodle XML"),
    ],
)
def test_a_whole_file_is_refused_beside_its_field(data, name, words, send):
    answer = send(text="", file=file_of(data, name))
    assert answer.status_code == 422
    assert any(words in sentence for sentence in answer.context["form"].errors["file"])


@pytest.mark.parametrize("fields", [{"text": ""}, {"file": file_of(ONE)}])
def test_either_a_file_or_a_text_is_asked_for(fields, send):
    assert send(**fields).context["form"].errors["file"]


def test_another_choice_than_the_one_shown_is_shown_again(send):
    answer = send(send(), rubric=RubricFactory().pk, do="confirm")
    assert (answer.status_code, "This is not what was shown before." in in_words(answer)) == (409, True)
    assert not Question.objects.exists()


def test_pressed_twice_it_is_stored_once(send):
    before = send()
    assert [send(before, do="confirm").status_code for _press in range(2)] == [302, 409]
    assert Question.objects.count() == 1


def test_a_forged_confirmation_stores_nothing(send):
    assert send(do="confirm", shown="").status_code == 409
    assert not Question.objects.exists()


def test_more_than_one_press_can_take_comes_in_by_the_next_one(send, monkeypatch):
    for place in ("services.importing", "views.exchange"):
        monkeypatch.setattr(f"assessments.{place}.AT_ONCE", 2)
    text = "\n\n".join(f"Which {n}?{{=a ~b}}" for n in range(3))
    answer = send(send(text=text), text=text, do="confirm")
    assert ("There already: 2" in in_words(answer), Question.objects.count()) == (True, 2)
    assert send(answer, text=text, do="confirm").status_code == 302
    assert Question.objects.count() == 3


def test_the_report_names_every_line(send):
    lines = send(text=f"{ONE}\n\n::=1+1::How long?{{#10:5}}", do="download").content.decode("utf-8-sig")
    rows = list(csv.reader(StringIO(lines)))
    assert [row[:2] for row in rows] == [["Line", "Title"], ["1", "Points"], ["3", "'=1+1"]]
    assert [row[3] for row in rows[1:]] == ["New", "Left out"]


def test_markup_of_a_file_is_shown_as_text(send):
    assert "<script>alert" not in send(text="::<script>alert(1)</script>::Q?{=a ~b}").content.decode()


# --- Out ------------------------------------------------------------------------------------------


@pytest.fixture
def take_out(editor, bank):
    return lambda **query: editor.get(reverse("assessments_take_out"), {"bank": bank.pk, "written": "gift", **query})


def test_what_is_left_out_is_named_before_the_file(take_out, bank):
    QuestionFactory(bank=bank, kind="scenario", name="At the door")
    QuestionFactory(bank=bank)
    words = in_words(take_out())
    assert [part in words for part in ("1 question.", "At the door", "A scenario has no place")] == [True] * 3


def test_an_empty_bank_gives_no_file(take_out):
    assert take_out(do="download")["Content-Type"].startswith("text/html")


@pytest.mark.parametrize("written", ["gift", "xml"])
def test_a_bank_goes_out_and_comes_in_through_the_pages(written, take_out, send, bank):
    QuestionFactory(bank=bank, name="Points", options=["four (right)", "five"])
    file = take_out(written=written, do="download")
    assert file["Content-Disposition"] == f'attachment; filename="steps.{written}"'
    onto = {"text": "", "bank": QuestionBank.objects.create(name="Empty").pk}
    send(send(file=file_of(file.content, f"steps.{written}"), **onto), do="confirm", **onto)
    rows = Question.objects.values_list("name", "options__text").order_by("pk", "options__sort_order")
    assert list(rows) == [("Points", "four (right)"), ("Points", "five")] * 2
