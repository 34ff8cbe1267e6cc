"""A question of the bank as a learner meets it."""

from django import template

from assessments.forms.answers import FORMS, AnswerForm, answer_form
from assessments.items import shuffled
from assessments.models import Question
from assessments.paper import frozen_item

register = template.Library()
SEED = 1


@register.simple_tag
def asked(question: Question) -> AnswerForm | None:
    """Return the form that learners get, its options shuffled; None while there is nothing to fill in."""
    item = shuffled([frozen_item(question)], SEED)[0]
    form = answer_form(item) if item.kind in FORMS else None
    return form if form and form.fields else None
