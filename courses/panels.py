"""What editors fill in: the form of a course insists that the courses before it lead somewhere."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.forms.pages import CopyForm
from wagtail.admin.panels import FieldPanel


def taking_part_panels() -> list[FieldPanel]:
    """Return the fields that every activity has."""
    minutes = gettext_lazy("For one unhurried go. Learners see it, and their progress is counted by it.")
    required = gettext_lazy("Untick for something extra that learners may leave out.")
    return [FieldPanel("minutes", help_text=minutes), FieldPanel("required", help_text=required)]


class CourseForm(WagtailAdminPageForm):
    """Refuses a course that would come after itself, in one step or in several: nobody could ever start it."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        formset = self.formsets.get("prerequisites")
        for form in formset.forms if formset and self.instance.pk else ():
            self._check(form)
        return cleaned

    def _check(self, form: Any) -> None:
        required = form.cleaned_data.get("requires") if form.is_valid() else None
        if required is None or form.cleaned_data.get("DELETE"):
            return
        if required.pk == self.instance.pk:
            form.add_error("requires", _("A course cannot come after itself."))
        elif self.instance.pk in self._all_before(required.pk):
            words = _("“%(title)s” itself comes after this course, so nobody could start either of them.")
            form.add_error("requires", words % {"title": required.title})

    def _all_before(self, course_id: int) -> set[int]:
        """Return the course and whatever must be finished before it, step by step."""
        found, fresh = set[int](), {course_id}
        while fresh:
            found |= fresh
            links = self.instance.prerequisites.model.objects.filter(course__in=fresh)
            fresh = set(links.values_list("requires", flat=True)) - found
        return found


class CourseTreeCopyForm(CopyForm):
    """Copies, and offers no alias: a page that follows another one could not have activities and sheets of its own."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("alias", None)
