"""What all pages of the course tree share: no privacy of Wagtail's, and the learner's state in the template."""

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page, PageViewRestriction


class CourseTreePage(Page):
    """An abstract page below /courses/.

    `learner` in the template is a `courses.state.LearnerState` when the enrolment hook filled it, else None:
    hooks do not run in previews, so templates must do without it.
    """

    # Wagtail's own privacy would be a second gate beside the one in `enrolment.access`.
    private_page_options: ClassVar[list[str]] = []
    # In the admin, too, lessons stand in the order in which they are learned.
    admin_default_ordering = "ord"
    # Nothing else of Wagtail's "Promote" is used: no menu is made of pages, and tabs bear the pages' own titles.
    promote_panels: ClassVar[list] = [
        FieldPanel("slug", help_text=_("The last part of the address. Links that people saved end when it changes.")),
    ]

    class Meta:
        abstract = True

    def get_view_restrictions(self) -> QuerySet[PageViewRestriction]:
        """Return none, and ask nothing: whoever may read below /courses/ is decided in `enrolment.access`."""
        return PageViewRestriction.objects.none()

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer the page; 404 while it is not published, however it was found."""
        if not self.live:
            raise Http404
        return super().serve(request, *args, **kwargs)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        return {**context, "learner": getattr(request, "learner", None)}
