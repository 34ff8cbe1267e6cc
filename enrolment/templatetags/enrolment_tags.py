"""What the pages of activities ask for: the form as it was sent, or an empty one."""

from django import template
from django.template import Context

from enrolment.forms.activities import DeclarationForm, NameForm
from enrolment.services.activities import name_stands

register = template.Library()
register.simple_tag(name_stands)


@register.simple_tag(takes_context=True)
def declaration_form(context: Context) -> DeclarationForm:
    """Return the form of the declaration on this page."""
    form: DeclarationForm = context.get("form") or DeclarationForm(page=context["page"])
    return form


@register.simple_tag(takes_context=True)
def name_form(context: Context) -> NameForm:
    """Return the form of the name on this page."""
    form: NameForm = context.get("form") or NameForm(initial={"name": context["printed_name"]})
    return form
