"""Blocks that a draft may hold and a published page may not, each with the sentence that says why."""

from typing import Any

from tests.factories.library import RecordingFactory
from tests.factories.pictures import ImageFactory

ANSWER = {"text": "It passes", "is_right": False, "feedback": ""}
TABLE = {"caption": "", "columns": [{"type": "text", "heading": "Part"}], "rows": [{"values": ["Welcome"]}]}


def film() -> dict[str, Any]:
    """Return a film without captions."""
    return {"type": "video", "value": {"recording": RecordingFactory(captions="").pk, "caption": ""}}


def picture() -> dict[str, Any]:
    """Return a picture without words for people who cannot see it."""
    image = {"image": ImageFactory().pk, "decorative": False, "alt_text": ""}
    return {"type": "image", "value": {"image": image, "caption": ""}}


def question() -> dict[str, Any]:
    """Return a question without a right answer."""
    return {"type": "check", "value": {"question": "What passes?", "answers": [ANSWER, ANSWER]}}


def half_a_question() -> dict[str, Any]:
    """Return a question with an answer that says nothing."""
    answers = [{**ANSWER, "is_right": True}, {**ANSWER, "text": ""}]
    return {"type": "check", "value": {"question": "What passes?", "answers": answers}}


def table() -> dict[str, Any]:
    """Return a table without a caption."""
    return {"type": "table", "value": {"table": TABLE, "first_column_heads": True}}


def nothing_chosen() -> dict[str, Any]:
    """Return a film that is not chosen yet."""
    return {"type": "video", "value": {"recording": None, "caption": ""}}


ON_ANY_PAGE = [
    (film, "Body › Film › Film: This film has no captions yet: add them to the film, then publish."),
    (picture, "Body › Image › Image › Alt text: Please add some alt text for your image or mark it as decorative"),
    (table, "Body › Table › Table: Please give the table a caption: it says what the table shows."),
    (nothing_chosen, "Body › Film › Film: This field is required."),
]
IN_LESSONS = [
    *ON_ANY_PAGE,
    (question, "Body › Question in the text: Please tick at least one answer as right."),
    (half_a_question, "Body › Question in the text › Answers › Answer: This field is required."),
]
