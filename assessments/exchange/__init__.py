"""Questions come in and go out as GIFT and Moodle XML: bytes in, drafts out, and back; nothing is stored here."""

from assessments.exchange.drafts import OptionDraft, QuestionDraft, Reading, RefusedQuestion
from assessments.exchange.gift_reading import read_gift
from assessments.exchange.gift_writing import write_gift
from assessments.exchange.moodle_reading import read_moodle_xml
from assessments.exchange.moodle_writing import write_moodle_xml
from assessments.exchange.reading import read_questions

__all__ = [
    "OptionDraft",
    "QuestionDraft",
    "Reading",
    "RefusedQuestion",
    "read_gift",
    "read_moodle_xml",
    "read_questions",
    "write_gift",
    "write_moodle_xml",
]
