"""What all pages of the course tree share: no privacy of Wagtail's, and the learner's state in the template."""

import json
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page, PageViewRestriction

from courses.panels import CourseTreeCopyForm
from courses.rules.copying import Keys, with_own_ids

# What an editor may see a page as, besides nobody in particular.
BEGUN = ("begun", _("As somebody who has begun"))
VISITOR = ("visitor", _("As a visitor"))
BLANK = ("blank", _("With blank sheets, as on paper"))


class CourseTreePage(Page):
    """An abstract page below /courses/.

    `learner` in the template is a `courses.state.LearnerState` when the enrolment hook filled it, else None: hooks
    before serving do not run in previews. There `before_preview_page` (page, request, mode) may make one up.
    """

    # Wagtail's own privacy would be a second gate beside the one in `enrolment.access`.
    private_page_options: ClassVar[list[str]] = []
    # In the admin, too, lessons stand in the order in which they are learned.
    admin_default_ordering = "ord"
    # Nothing else of Wagtail's "Promote" is used: no menu is made of pages, and tabs bear the pages' own titles.
    promote_panels: ClassVar[list] = [
        FieldPanel("slug", help_text=_("The last part of the address. Links that people saved end when it changes.")),
    ]

    copy_form_class = CourseTreeCopyForm

    class Meta:
        abstract = True

    def copy(self, *args: Any, **kwargs: Any) -> Page:
        """Copy the page (and those below it, if asked): other activities, with blocks of their own."""
        made = super().copy(*args, **kwargs)
        made.give_blocks_own_ids()
        return made

    copy.alters_data = True  # type: ignore[attr-defined]  # no template may call it

    def give_blocks_own_ids(self) -> None:
        """Give the blocks of this page, which was copied just now, and of all below it ids that no other page has.

        What learners write in a lesson is kept by the id of the block; keys of activities are new on a copy already.
        """
        for page in (self, *self.get_descendants().specific()):
            if isinstance(page, CourseTreePage):
                page._renew_block_ids({})

    def _renew_block_ids(self, keys: Keys) -> None:
        names = [field.name for field in self._meta.get_fields() if isinstance(field, StreamField)]
        if not names:
            return
        for name in names:
            setattr(self, name, json.dumps(with_own_ids(getattr(self, name).get_prep_value(), keys)))
        self.save(clean=False, update_fields=names)
        for revision in self.revisions.all():
            drafts = {name: json.loads(revision.content[name]) for name in names if revision.content.get(name)}
            renewed = {name: json.dumps(with_own_ids(draft, keys)) for name, draft in drafts.items()}
            self.revisions.filter(pk=revision.pk).update(content={**revision.content, **renewed})

    def get_view_restrictions(self) -> QuerySet[PageViewRestriction]:
        """Return none, and ask nothing: whoever may read below /courses/ is decided in `enrolment.access`."""
        return PageViewRestriction.objects.none()

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer the page; 404 while it is not published, however it was found."""
        if not self.live:
            raise Http404
        return super().serve(request, *args, **kwargs)

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponseBase:
        """Answer the draft as somebody sees it, published or not; nobody's progress is read, and nothing is written."""
        for prepare in hooks.get_hooks("before_preview_page"):
            prepare(self, request, mode_name)
        response: HttpResponseBase = super().serve(request)
        patch_cache_control(response, private=True)
        return response

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        return {**context, "learner": getattr(request, "learner", None)}
