"""One page of a course as a document: its settings in the front matter, its words below."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from django.utils.translation import gettext as _
from wagtail.fields import StreamField
from wagtail.models import Page, get_page_models

from assessments.models import AssessmentPage, Question
from content.services.carrying import words_meant_on
from courses.models import ActivityPage, CoursePage, ModulePage, Programme, RetiredActivity, TrainerNote
from lms.coursepacks.files.documents import TEXT, Document, Section
from lms.coursepacks.files.naming import Library, file_fields, library_models, natural_key
from lms.coursepacks.files.problems import FolderError
from lms.coursepacks.files.rows import Writing, body_field, child_relations, own_fields, write_row
from lms.coursepacks.files.shapes import choices_in

QUESTION = "question"
# What a page has beside the fields of its own.
IDENTITY = ("key", "title", "slug")
ABOUT_SEARCH = ("seo_title", "search_description")


def activity_models() -> dict[str, type[ActivityPage]]:
    """Return the types of activities by the word that files call them."""
    models = [model for model in get_page_models() if issubclass(model, ActivityPage)]
    return {model.activity_kind: model for model in models}


def known_settings(model: Any) -> set[str]:
    """Return the settings that the front matter of a page of `model` may have."""
    body = body_field(model)
    own = {field.name for field in own_fields(model)} - {body.name if body else ""}
    own |= {relation.get_accessor_name() for relation in child_relations(model)} - _in_body(model)
    if issubclass(model, ActivityPage):
        own |= {"kind", "trainer_note", "retired"}
    if issubclass(model, CoursePage):
        return own | {"title", "slug", "published", "allowed_words", *ABOUT_SEARCH}
    return own | {*IDENTITY, "allowed_words", *ABOUT_SEARCH}


def _in_body(model: Any) -> set[str]:
    return {"questions"} if issubclass(model, AssessmentPage) else set()


def write_page(page: Page, library: Library) -> Document:
    """Return the document of a published `page`; what it points to is remembered by the `library`."""
    values = write_row(page, library, seed=str(page.translation_key), without=_in_body(type(page)))
    body = body_field(page._meta.model)
    words = values.pop(body.name, None) if body else None
    questions = _questions(page, library) if isinstance(page, AssessmentPage) else []
    sections = [*_sections(body, words), *questions]
    return Document({**_front(page), **values, **_beside(page, library)}, tuple(sections))


def _front(page: Page) -> dict[str, Any]:
    front: dict[str, Any] = {"kind": page.activity_kind} if isinstance(page, ActivityPage) else {}
    if not isinstance(page, CoursePage):
        front["key"] = str(page.translation_key)
    front |= {"title": page.title, "slug": page.slug}
    if isinstance(page, CoursePage):
        front["published"] = page.live
    return {**front, **{name: getattr(page, name) for name in ABOUT_SEARCH if getattr(page, name)}}


def _beside(page: Page, library: Library) -> dict[str, Any]:
    """Return what editors keep beside a page: notes for trainers, why it was retired, and words that are meant."""
    found: dict[str, Any] = {}
    if isinstance(page, ActivityPage):
        about = {"course": library.course, "activity_key": page.translation_key}
        note = TrainerNote.objects.filter(**about).first()
        found |= {"trainer_note": Writing(library, "").rich(note.text)} if note else {}
        retired = RetiredActivity.objects.standing().filter(**about).first()
        found |= {"retired": retired.reason} if retired else {}
    meant = words_meant_on(page)
    return {**found, **({"allowed_words": meant} if meant else {})}


def _sections(field: Any, words: Any) -> list[Section]:
    if not words:
        return []
    if isinstance(field, StreamField):
        return [Section(item["type"], item["value"], item.get("id", "")) for item in words]
    return [Section(TEXT, words)]


def _questions(page: AssessmentPage, library: Library) -> list[Section]:
    asked = list(Question.objects.filter(uses__page=page).order_by("uses__sort_order", "uses__pk"))
    for question in asked:
        _note_draft(question, library)
    return [write_question(question, library) for question in asked if question.live]


def _note_draft(question: Question, library: Library) -> None:
    if not question.live:
        library.note(_("The question “%s” is not published and was left out.") % question)
    elif question.has_unpublished_changes:
        library.note(_("The question “%s” has a draft; what is published was written.") % question)


def write_question(question: Question, library: Library) -> Section:
    """Return the section of a question."""
    values = write_row(question, library, seed=str(question.key))
    return Section(QUESTION, values, values.pop("key"))


def split(model: Any, document: Document) -> tuple[dict[str, Any], list[Section]]:
    """Return what `document` gives the fields of a page of `model`, and its questions, which are rows of their own.

    Refuses: `body_unwanted`, `section_unwanted`, `too_many_texts`.
    """
    body = body_field(model)
    questions = [section for section in document.sections if section.type == QUESTION and _in_body(model)]
    rest = [section for section in document.sections if section not in questions]
    if body is None:
        if rest:
            raise FolderError("body_unwanted", _("This page has no text of its own."), line=rest[0].line)
        return {}, questions
    if isinstance(body, StreamField):
        items = [{"type": part.type, **({"id": part.id} if part.id else {}), "value": part.value} for part in rest]
        return {body.name: items}, questions
    for section in rest:
        if section.type != TEXT:
            words = _("A section “%(kind)s” has no place here; this page has running text only.")
            raise FolderError("section_unwanted", words % {"kind": section.type}, line=section.line)
    if len(rest) > 1:
        raise FolderError("too_many_texts", _("This page has one text; please join the two."), line=rest[1].line)
    return {body.name: rest[0].value if rest else ""}, questions


@cache
def shared_models() -> tuple[Any, ...]:
    """Return the models whose rows are written once and used on many pages: all that content can point to.

    Never pages, pictures and documents, nor what an import must find: programmes.
    """
    open_ones, found = [CoursePage, ModulePage, Question, *activity_models().values()], list[Any]()
    while open_ones:
        for model in set(_pointed_to(open_ones.pop())) - set(found):
            if not issubclass(model, (Page, Programme, Question, *library_models())) and _has_a_name(model):
                found.append(model)
                open_ones.append(model)
    return tuple(found)


def _has_a_name(model: Any) -> bool:
    return bool(natural_key(model) or file_fields(model))


def _pointed_to(model: Any) -> Iterator[Any]:
    for field in own_fields(model):
        if field.related_model and not isinstance(field, StreamField):
            yield field.related_model
        elif isinstance(field, StreamField):
            yield from choices_in(field.stream_block)
    for relation in child_relations(model):
        yield from _pointed_to(relation.related_model)
