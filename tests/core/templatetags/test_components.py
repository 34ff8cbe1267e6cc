"""The parts of the design system, as HTML."""

import pytest
from django import forms
from django.template import Context, Template
from django.test import RequestFactory

from lms.core.templatetags.components import duration, roughly


class Example(forms.Form):
    name = forms.CharField(label="Your name", help_text="As on paper.")
    note = forms.CharField(required=False)
    colour = forms.ChoiceField(choices=[("r", "Red"), ("g", "Green")], widget=forms.RadioSelect)
    agree = forms.BooleanField()
    secret = forms.CharField(widget=forms.HiddenInput)

    def clean(self) -> None:
        self.add_error(None, "Something between the two does not fit.")


def html(source: str, **context: object) -> str:
    return Template(source).render(Context(context))


@pytest.mark.parametrize(
    ("minutes", "words"), [(0, "0 min"), (None, "0 min"), (45, "45 min"), (60, "1 h"), (400, "6 h 40 min")]
)
def test_minutes_are_said_as_people_say_them(minutes: int | None, words: str) -> None:
    assert duration(minutes) == words


@pytest.mark.parametrize(("percent", "value"), [(-3, 0), (33.4, 33), (140, 100)])
def test_progress_never_leaves_its_bar(percent: float, value: int) -> None:
    assert f'value="{value}"' in html('{% progress p "some words" %}', p=percent)


def test_a_status_is_a_word_with_a_shape() -> None:
    drawn = html('{% status_tag "locked" "Not open yet" %}')
    assert "tag--locked" in drawn
    assert "#lock" in drawn
    assert "Not open yet" in drawn


def test_breadcrumbs_link_every_step_but_the_last() -> None:
    drawn = html('{% breadcrumbs "Courses" "/courses/" "Lesson" %}')
    assert '<a href="/courses/">Courses</a>' in drawn
    assert '<span aria-current="page">Lesson</span>' in drawn


def test_breadcrumbs_may_leave_out_the_page_itself() -> None:
    assert 'aria-current="page"' not in html('{% breadcrumbs "Courses" "/courses/" %}')


@pytest.mark.parametrize(
    ("path", "mark"),
    [("/learn/", 'aria-current="page"'), ("/learn/certificates/", 'aria-current="true"'), ("/courses/", "")],
)
def test_the_navigation_marks_where_one_is(path: str, mark: str) -> None:
    assert html("{% current '/learn/' %}", request=RequestFactory().get(path)).strip() == mark


def test_the_front_door_is_not_marked_on_every_page() -> None:
    assert html("{% current '/' %}", request=RequestFactory().get("/learn/")) == ""


def test_a_form_without_errors_has_no_summary() -> None:
    assert html("{% error_summary form %}", form=Example()).strip() == ""


def test_the_summary_names_fields_and_leads_to_their_first_input() -> None:
    drawn = html("{% error_summary form %}", form=Example({}))
    assert '<a href="#id_name">Your name: This field is required.</a>' in drawn
    assert 'href="#id_colour_0"' in drawn
    assert "<li>Something between the two does not fit.</li>" in drawn


def test_a_field_ties_hint_and_error_to_its_input() -> None:
    drawn = html("{{ form.name.as_field_group }}", form=Example({}))
    assert 'aria-describedby="id_name_helptext id_name_error"' in drawn
    assert 'id="id_name_helptext"' in drawn
    assert 'id="id_name_error"' in drawn
    assert 'aria-invalid="true"' in drawn


def test_a_choice_is_a_fieldset_with_a_legend_and_large_labels() -> None:
    drawn = html("{{ form.colour.as_field_group }}", form=Example())
    assert drawn.count('<label class="choice"') == 2
    assert "<legend>Colour" in drawn


def test_what_may_be_left_out_says_so() -> None:
    assert "(optional)" in html("{{ form.note.as_field_group }}", form=Example())
    assert "(optional)" not in html("{{ form.name.as_field_group }}", form=Example())


def test_a_whole_form_draws_every_field_and_hides_what_is_hidden() -> None:
    drawn = html("{{ form }}", form=Example())
    assert drawn.count("<input") == 6
    assert drawn.count('type="hidden"') == 1


def test_names_are_escaped() -> None:
    assert "<b>" not in html('{% status_tag "done" words %}{% progress 1 words %}', words="<b>bold</b>")


@pytest.mark.parametrize(
    ("minutes", "shown"),
    [(None, 0), (0, 0), (7, 7), (59, 59), (60, 60), (69, 60), (402, 400), (1199, 1190), (1200, 1200)],
)
def test_what_is_still_to_go_is_said_in_tens_from_an_hour_on(minutes, shown):
    assert roughly(minutes) == shown
