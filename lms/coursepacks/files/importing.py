"""From a folder to a course: the plan first, then all of it or nothing, then one edition."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page

from assessments.models import AssessmentPage, AssessmentQuestion, Question
from assessments.rules import READ_BY_TRAINER
from content.readiness import lacks
from content.services.carrying import say_what_is_meant
from courses.models import (
    Access,
    ActivityPage,
    CourseEdition,
    CourseIndexPage,
    CoursePage,
    CoursePrerequisite,
    TrainerNote,
)
from courses.outline import derive_outline
from courses.services.editions import publish_edition
from courses.services.trainer_notes import write_trainer_note
from enrolment.services.editions import retire
from lms.core import audit
from lms.core.errors import DomainError
from lms.coursepacks.files.folder import read_folder
from lms.coursepacks.files.matching import Matches, match
from lms.coursepacks.files.pages import ABOUT_SEARCH
from lms.coursepacks.files.placing import Placing, sentences, set_row
from lms.coursepacks.files.planning import Plan, make_plan
from lms.coursepacks.files.problems import FolderError, Problems
from lms.coursepacks.files.reading import Described, PageFile, describe
from lms.coursepacks.files.retired import plan_retired
from lms.coursepacks.files.words import look_at_words


@dataclass
class Outcome:
    """What an import did; `edition` is the one it published, `no_edition` why it could not."""

    plan: Plan
    edition: CourseEdition | None = None
    no_edition: str = ""


def import_course(
    *, folder: Path, by: Any, at: datetime, dry_run: bool = False, say: Callable[[Plan], None] | None = None
) -> Outcome:
    """Make the course that `folder` describes, or bring it up to date, and publish one edition when it changed.

    Arguments: `by`, in whose name pages are published (None: the system); `at`, now; `dry_run` takes everything back at
    the end; `say` is given the plan before anything is kept, with the watched words that would go live.
    Returns what was done. Nobody's enrolment, nothing they did and no edition they are on is written.
    Refuses, and changes nothing: what `read_folder`, `describe`, `match`, `make_plan` and `plan_retired` refuse,
    `invalid` for values that an editor could not save either, `slug_taken`, `prerequisite_circle`,
    `written_on_open_course`, and what `enrolment.services.editions.retire` refuses; `watched_word` for each word that
    would go live without a reason.
    """
    described = describe(read_folder(folder))
    placing: Placing | None = None
    try:
        with transaction.atomic():
            matches = match(described)
            outcome = Outcome(make_plan(described, matches))
            plan_retired(outcome.plan, described, matches)
            placing = Placing(described, matches)
            with _told(outcome.plan, say):
                waiting = _Import(described, matches, outcome.plan, placing, by=by, at=at).run()
            waiting.refuse()
            if not outcome.plan.is_empty:
                _publish_edition(outcome, matches.course, folder, by=by, at=at)
            transaction.set_rollback(dry_run)
    except BaseException:
        _take_back(placing)
        raise
    if dry_run:
        _take_back(placing)
    return outcome


@contextmanager
def _told(plan: Plan, say: Callable[[Plan], None] | None) -> Iterator[None]:
    """Say the plan when all that belongs to it is found, also when doing it was refused."""
    try:
        yield
    finally:
        if say:
            say(plan)


def _take_back(placing: Placing | None) -> None:
    """Remove the files that were stored for rows which are not there any more."""
    for storage, name in placing.stored if placing else ():
        storage.delete(name)


def _publish_edition(outcome: Outcome, course: Any, folder: Path, *, by: Any, at: datetime) -> None:
    fresh = CoursePage.objects.get(pk=course.pk)
    latest = CourseEdition.objects.current_for(fresh)
    if latest and latest.outline == derive_outline(fresh):
        return
    try:
        note = (_("From the files in “%s”") % folder.resolve().name)[:255]
        outcome.edition = publish_edition(course=fresh, by=by, at=at, note=note)
    except DomainError as refusal:
        outcome.no_edition = refusal.sentence


class _Import:
    """One import under way, in the transaction of its caller."""

    def __init__(
        self, described: Described, matches: Matches, plan: Plan, placing: Placing, *, by: Any, at: datetime
    ) -> None:
        self.described, self.matches, self.plan, self.placing = described, matches, plan, placing
        self.by, self.at = by, at

    def run(self) -> Problems:
        """Do all that is planned, if anything is, and return the words that stand against it."""
        if self.plan.is_empty:
            return Problems()
        self._refuse_written_on_open_course()
        self._place_course()
        self._place_pages()
        for model, name in list(self.described.rows):
            if f"{model._meta.model_name}/{name}" in self.plan.write:
                self._noted(f"snippets/{model._meta.model_name}/{name}.yaml", partial(self.placing.row, model, name))
        for page in (self.described.course, *self.described.pages):
            if page.path in self.plan.write:
                self._noted(page.path, partial(self._write, page))
        for gone in self.plan.gone:
            Page.objects.get(pk=gone.pk).specific.unpublish(user=self.by)
        for page in self.plan.retire:
            self._noted(page.path, partial(self._retire, page))
        self._refuse_circle()
        audit.record("coursepacks.import_course", self.course, by=self.by)
        return look_at_words(self.plan, self.described, self.matches)

    @property
    def course(self) -> Any:
        """Return the course, which is there from the first step on."""
        return self.matches.course

    def _noted(self, path: str, act: Callable[[], object]) -> None:
        try:
            act()
        except FolderError as error:
            raise error.at(file=path) from None
        except DomainError as error:
            raise FolderError(error.code, error.sentence, file=path) from None
        except ValidationError as error:
            raise FolderError("invalid", "; ".join(sentences(error)), file=path) from None

    def _refuse_written_on_open_course(self) -> None:
        if self.described.course.values["access"] != Access.OPEN:
            return
        for page in self.described.pages:
            if any(question["kind"] in READ_BY_TRAINER for question in page.questions):
                words = _("This is an open course, where no trainer reads: it cannot ask for a written answer.")
                raise FolderError("written_on_open_course", words, file=page.path)

    # --- Where pages stand -----------------------------------------------------------------------

    def _place_course(self) -> None:
        if self.matches.course is None:
            page = self.described.course
            catalogue = Page.objects.get(pk=CourseIndexPage.objects.get().pk)
            made = CoursePage(title=page.title, slug=page.slug, live=False)
            self.matches.course = catalogue.add_child(instance=made)

    def _place_pages(self) -> None:
        for module, activities in self.described.modules:
            self._noted(module.path, partial(self._place, module, self.course))
            for page in activities:
                parent = self.matches.pages[module.path]
                self._noted(page.path, partial(self._place, page, parent))
            self._order(self.matches.pages[module.path], activities)
        self._order(self.course, [module for module, _rest in self.described.modules])

    def _place(self, page: PageFile, parent: Page) -> None:
        above = Page.objects.get(pk=parent.pk)
        here = self.matches.pages.get(page.path)
        fresh = Page.objects.get(pk=here.pk) if here else None
        self._clear_way(page, above, fresh)
        if fresh is None:
            key = {"translation_key": page.key} if page.key else {}
            made = page.model(title=page.title, slug=page.slug, live=False, **key)
            self.matches.pages[page.path] = above.add_child(instance=made)
        elif not fresh.is_child_of(above):
            if above.get_children().filter(slug=fresh.slug).exists():
                _rename(fresh)
                fresh = Page.objects.get(pk=fresh.pk)
            fresh.move(above, pos="last-child", user=self.by)

    def _clear_way(self, page: PageFile, above: Page, fresh: Page | None) -> None:
        """Let nothing else stand at the address of `page`: another page of the folder gets its own one later."""
        other = above.get_children().filter(slug=page.slug).exclude(pk=fresh.pk if fresh else None).first()
        if other is None:
            return
        if other.pk not in {each.pk for each in self.matches.pages.values()}:
            words = _("“%(title)s” (key %(key)s) stands at this address and is not in the folder. Choose another slug.")
            raise FolderError("slug_taken", words % {"title": other.title, "key": other.translation_key})
        _rename(other)
        owner = next(path for path, each in self.matches.pages.items() if each.pk == other.pk)
        self.plan.write.add(owner)

    def _order(self, parent: Page, pages: list[PageFile]) -> None:
        wanted = [self.matches.pages[page.path].pk for page in pages]
        children = Page.objects.child_of(Page.objects.get(pk=parent.pk)).order_by("path").values_list("pk", flat=True)
        now = [pk for pk in children if pk in wanted]
        for place, pk in enumerate(wanted):
            if now[place] != pk:
                target = Page.objects.get(pk=now[place])
                Page.objects.get(pk=pk).move(target, pos="left", user=self.by)
                now.remove(pk)
                now.insert(place, pk)

    # --- What pages say --------------------------------------------------------------------------

    def _write(self, page: PageFile) -> None:
        here = self.course if page is self.described.course else self.matches.pages[page.path]
        row = page.model.objects.get(pk=here.pk)
        row.title, row.slug = page.title, page.slug
        for name in ABOUT_SEARCH:
            setattr(row, name, page.values[name])
        set_row(row, {name: value for name, value in page.values.items() if name != "questions"}, self.placing)
        if isinstance(row, AssessmentPage):
            self._ask(row, page)
        _check(row)
        if page.published:
            row.save_revision(user=self.by, log_action=True).publish(user=self.by)
        else:
            row.save_revision(user=self.by, log_action=True)
            row.save()
            if row.live:
                row.unpublish(user=self.by)
        self._write_beside(row, page)

    def _ask(self, row: AssessmentPage, page: PageFile) -> None:
        here = {use.question_id: use.pk for use in AssessmentQuestion.objects.filter(page=row.pk)}
        asked = [self._question(values) for values in page.questions]
        drafts = Question.objects.filter(uses__page=row.pk, live=False).exclude(pk__in=[one.pk for one in asked])
        asked += drafts.order_by("uses__sort_order")  # files know nothing of them
        row.questions = [
            AssessmentQuestion(pk=here.get(question.pk), question=question, sort_order=place)
            for place, question in enumerate(asked)
        ]

    def _question(self, values: dict[str, Any]) -> Question:
        """Return the question that `values` describe, published; a draft of it stays in its history."""
        row = Question.objects.filter(key=values["key"]).first() if values["key"] else None
        if row and values["key"] in self.plan.kept:
            return row
        row = row or Question(live=False)
        said = {name: value for name, value in values.items() if name != "key" or value}
        set_row(row, said, self.placing)
        row.full_clean()
        row.save()
        row.save_revision(user=self.by, log_action=True).publish(user=self.by)
        return row

    def _write_beside(self, row: Page, page: PageFile) -> None:
        if isinstance(row, ActivityPage):
            about = {"course": self.course, "activity_key": str(row.translation_key)}
            note = TrainerNote.objects.filter(**about).first()
            text = self.placing.rich(page.trainer_note)
            if text != (note.text if note else ""):
                write_trainer_note(**about, text=text, by=self.by, at=self.at)
        say_what_is_meant(page=row, words=page.allowed_words, by=self.by, at=self.at)

    def _retire(self, page: PageFile) -> None:
        key, course = self.matches.pages[page.path].translation_key, CoursePage.objects.get(pk=self.course.pk)
        retire(course=course, activity_key=str(key), reason=page.retired, by=self.by, at=self.at)

    def _refuse_circle(self) -> None:
        """Refuse a course that would come after itself, in one step or in several: nobody could ever start it."""
        before, fresh = set[int](), {self.course.pk}
        while fresh:
            links = CoursePrerequisite.objects.filter(course__in=fresh).values_list("requires_id", flat=True)
            fresh = set(links) - before
            before |= fresh
        if self.course.pk in before:
            words = _("“%s” would come after itself, so nobody could start it.") % self.course.title
            raise FolderError("prerequisite_circle", words, file=self.described.course.path)


def _rename(page: Page) -> None:
    """Give a page an address for the time being; its own comes when it is written."""
    page = page.specific
    page.slug = f"{page.slug[:200]}-{uuid4().hex[:8]}"
    page.save(clean=False)


def _check(row: Page) -> None:
    """Refuse what an editor could not publish: fields, blocks and rows are judged as in the form."""
    row.full_clean()
    missing = lacks(row)
    if isinstance(row, AssessmentPage) and not (row.questions.all() or row.draws.all()):
        missing.append(_("A quiz asks something: add a question, or draw some from a bank."))
    if missing:
        raise FolderError("invalid", " ".join(missing))
