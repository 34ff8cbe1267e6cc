"""“Awards” and “Manuals” in the Wagtail admin: Central Office looks and revokes; editors write manuals."""

import csv
from datetime import timedelta
from io import StringIO

import pytest
from django.contrib.messages import get_messages
from django.urls import NoReverseMatch, reverse
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from certificates.models import Award, Manual, Status
from content.models import AllowedWord
from tests.cast import NOW
from tests.content.writing import LABEL
from tests.factories.awards import AwardFactory, ManualFactory
from tests.performance.budget import assert_statements

pytestmark = pytest.mark.django_db
LIST = "/cms/awards/"
HELD_BACK = {"pdf_problem": "pdf-letters-missing", "tried_at": NOW}


@pytest.fixture
def office(client_of, cast):
    return client_of(cast.office)


def found(client, **asked) -> set[str]:
    """Return the serials in the list."""
    page = client.get(LIST, asked).content.decode()
    return {serial for serial in Award.objects.values_list("serial", flat=True) if serial in page}


def addresses(award):
    return [LIST, f"{LIST}results/", f"{LIST}inspect/{award.pk}/", f"{LIST}revoke/{award.pk}/"]


def test_central_office_sees_every_page(office):
    assert [office.get(address).status_code for address in addresses(AwardFactory())] == [200] * 4


@pytest.mark.parametrize("who", ["editor", "zoe"])
def test_nobody_else_sees_or_revokes_anything(who, client_of, cast):
    client, award = client_of(getattr(cast, who)), AwardFactory()
    answers = [client.get(address) for address in addresses(award)]
    client.post(f"{LIST}revoke/{award.pk}/", {"reason": "No"})
    assert not any(answer.status_code == 200 or award.serial in answer.content.decode() for answer in answers)
    assert Award.objects.get().is_issued


@pytest.mark.parametrize("view", ["add", "edit", "delete", "copy", "history", "usage"])
def test_awards_cannot_be_written_in_the_admin(view):
    with pytest.raises(NoReverseMatch):
        reverse(f"awards:{view}")


def test_the_list_is_searched_by_name_and_serial(office):
    award, _other = AwardFactory(printed_name="Żaneta Kőszegi"), AwardFactory()
    assert found(office, q="kőszegi") == found(office, q=award.serial.lower()) == {award.serial}


def test_the_list_is_filtered_by_status_programme_and_pdf(office):
    award, other = AwardFactory(revoked=True, **HELD_BACK), AwardFactory(drawn=True)
    asked = [{"status": "revoked"}, {"programme": award.programme_id}, {"pdf": "refused"}]
    assert [found(office, **about) for about in asked] == [{award.serial}] * 3
    assert (found(office, pdf="stored"), found(office, pdf="waiting")) == ({other.serial}, set())


def test_the_list_is_exported_without_formulas(office):
    award = AwardFactory(printed_name="=Zoë Ŵyn")
    answer = office.get(LIST, {"export": "csv"})
    rows = list(csv.DictReader(StringIO(b"".join(answer.streaming_content).decode())))
    assert [(row["Serial number"], row["Name as printed"], row["Status"]) for row in rows] == [
        (award.serial, "'=Zoë Ŵyn", "Valid")
    ]


def test_an_award_says_where_its_pdf_stands(office):
    states = {"Being made": {}, "Cannot be made": HELD_BACK, "20 April 2026, 10:30": {"drawn": True}}
    for words, about in states.items():
        award = AwardFactory(issued_at=NOW - timedelta(days=1), **about)
        assert words in office.get(f"{LIST}inspect/{award.pk}/").content.decode()


def test_asking_first_changes_nothing_and_says_what_would_happen(office):
    award = AwardFactory(printed_name="Rowan Example")
    page = office.get(f"{LIST}revoke/{award.pk}/").content.decode()
    assert "of Rowan Example?" in page
    assert Award.objects.get().is_issued


def test_central_office_revokes_with_a_reason(office):
    award = AwardFactory()
    page = office.post(f"{LIST}revoke/{award.pk}/", {"reason": "The wrong person"}, follow=True).content.decode()
    assert "The award is revoked." in page
    assert (Award.objects.get().status, Award.objects.get().end_reason) == (Status.REVOKED, "The wrong person")


def test_without_a_reason_the_page_asks_for_one(office):
    answer = office.post(f"{LIST}revoke/{AwardFactory().pk}/", {"reason": " "})
    assert answer.status_code == 422
    assert "Please say why" in answer.content.decode()
    assert Award.objects.get().is_issued


def test_revoking_is_offered_only_while_the_award_holds(office):
    held, ended = AwardFactory(), AwardFactory(revoked=True)
    page = office.get(LIST).content.decode()
    assert [f"{LIST}revoke/{award.pk}/" in page for award in (held, ended)] == [True, False]
    assert "ended already" in office.get(f"{LIST}revoke/{ended.pk}/").content.decode()


def test_revoking_twice_says_so(office):
    ended = AwardFactory(revoked=True)
    page = office.post(f"{LIST}revoke/{ended.pk}/", {"reason": "Again"}, follow=True).content.decode()
    assert "ended already" in page


def test_the_list_costs_the_same_for_two_and_for_twelve(office):
    award, _other = AwardFactory(), AwardFactory()
    office.get(LIST)
    with assert_statements(at_most=30) as two:
        office.get(LIST)
    AwardFactory.create_batch(10, enrolment=award.enrolment, revoked=True)
    with assert_statements(at_most=len(two)):
        office.get(LIST)


def test_an_editor_writes_a_manual_and_cannot_delete_it(client_of, cast):
    editor, manual = client_of(cast.editor), ManualFactory()
    assert editor.get(reverse("wagtailsnippets_certificates_manual:add")).status_code == 200
    assert editor.get(reverse("wagtailsnippets_certificates_manual:edit", args=[manual.pk])).status_code == 200
    editor.post(reverse("wagtailsnippets_certificates_manual:delete", args=[manual.pk]))
    assert Manual.objects.exists()


def form_of(manual: Manual, text: str, *, published: bool = True, **reasons: str) -> dict[str, str]:
    """Return the form of `manual` with one chapter that says `text`."""
    body = streamfield([("chapter", {"title": "One", "text": rich_text(f"<p>{text}</p>")})])
    about = {"title": manual.title, "programme": manual.programme_id, "edition": manual.edition, "body": body}
    return nested_form_data({**about, **({"published": "on"} if published else {}), **reasons})


@pytest.fixture
def save(client_of, cast):
    """Return a function that saves a manual as an editor does."""

    def post(manual: Manual, text: str, **more):
        address = reverse("wagtailsnippets_certificates_manual:edit", args=[manual.pk])
        return client_of(cast.editor).post(address, form_of(manual, text, **more))

    return post


@pytest.mark.parametrize("published", [True, False])
def test_a_manual_is_not_published_with_words_that_wait(published, save):
    manual = ManualFactory(published=published)
    told = save(manual, LABEL).content.decode()
    assert all(words in told for words in (LABEL, "Names a whole person", "Instead:", "or say why it is meant."))
    manual.refresh_from_db()
    assert (manual.published, "addict" in str(manual.body)) == (published, False)


def test_a_draft_of_a_manual_is_saved_and_its_words_are_named(save):
    manual = ManualFactory(published=False)
    answer = save(manual, LABEL, published=False)
    assert "needs a look" in " ".join(str(message) for message in get_messages(answer.wsgi_request))
    assert "addict" in str(Manual.objects.get().body)


def test_a_manual_is_published_with_a_reason_for_each_word_once(save, cast):
    manual = ManualFactory(published=False)
    key = save(manual, LABEL).context["form"].found[0].key
    answer = save(manual, LABEL, **{key: "A quotation."})
    assert "needs a look" not in " ".join(str(message) for message in get_messages(answer.wsgi_request))
    assert Manual.objects.get().published
    assert (AllowedWord.objects.get().stands_on, AllowedWord.objects.get().allowed_by) == (manual, cast.editor)
    assert save(manual, f"{LABEL}</p><p>Welcome.").status_code == 302


def test_a_new_manual_is_published_with_its_reasons(client_of, cast):
    editor, address = client_of(cast.editor), reverse("wagtailsnippets_certificates_manual:add")
    manual = Manual(title="New", programme=ManualFactory(published=False).programme, edition=2)
    key = editor.post(address, form_of(manual, LABEL)).context["form"].found[0].key
    assert not Manual.objects.filter(edition=2).exists()
    editor.post(address, form_of(manual, LABEL, **{key: "A quotation."}))
    assert AllowedWord.objects.get().stands_on == Manual.objects.get(edition=2)


def test_a_manual_without_chapters_is_not_asked_for_words(client_of, cast):
    manual = ManualFactory(title="He is an addict")
    address = reverse("wagtailsnippets_certificates_manual:edit", args=[manual.pk])
    answer = client_of(cast.editor).post(address, {**form_of(manual, LABEL), "body-count": "0"})
    assert (answer.context["form"].asked, "body" in answer.context["form"].errors) == ([], True)
