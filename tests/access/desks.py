"""The parts of the admin that are ours, and who is let in; the rows of the access matrix about the admin."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from courses.models import Programme
from enrolment.models import Price
from tests.access.world import World


@dataclass(frozen=True)
class Desk:
    """A part of the admin that is ours, by its namespace: who is let in, and the row it is tried with."""

    namespace: str
    let_in: frozenset[str]
    sample: Callable[[World], Any]
    first: str = "list"

    def __str__(self) -> str:
        return self.namespace


DESKS: tuple[Desk, ...] = (
    Desk("messages", frozenset({"office"}), lambda w: w.message, first="index"),
    Desk("awards", frozenset({"office"}), lambda w: w.award.pk, first="index"),
    *(
        Desk(f"{kind}_content_{model}", frozenset({"editor"}), lambda w, model=model: w.kept(model).pk, first)
        for model in ("recording", "glossaryterm", "tool")
        for kind, first in [("wagtailsnippets", "list"), ("wagtailsnippetchoosers", "choose")]
    ),
    Desk("wagtailsnippets_certificates_manual", frozenset({"editor", "office"}), lambda w: w.manual.pk),
    Desk(
        "wagtailsnippetchoosers_certificates_manual", frozenset({"editor", "office"}), lambda w: w.manual.pk, "choose"
    ),
    Desk("partners", frozenset({"office"}), lambda w: w.partner.pk, first="index"),
    Desk("partner_sites", frozenset({"office"}), lambda w: w.place.licence.site_id, first="index"),
    Desk("licences", frozenset({"office"}), lambda w: w.place.licence_id, first="index"),
    Desk("prices", frozenset({"office"}), lambda w: Price.objects.first().pk, first="index"),
    Desk("nominations", frozenset({"office"}), lambda w: w.nominated.pk, first="index"),
    Desk("affiliations", frozenset({"office"}), lambda w: w.belongs.pk, first="index"),
    Desk("checks", frozenset({"office"}), lambda w: w.check.pk, first="index"),
    Desk("regions", frozenset({"office"}), lambda w: w.place.licence.site.region_id, first="index"),
    Desk("national_leads", frozenset({"office"}), lambda w: w.national.pk, first="index"),
    Desk("wagtailusers_users", frozenset({"office"}), lambda w: w.amir.pk, first="index"),
    Desk("wagtailsnippets_assessments_question", frozenset({"editor", "office"}), lambda w: w.question.pk),
    Desk(
        "wagtailsnippetchoosers_assessments_question",
        frozenset({"editor", "office"}),
        lambda w: w.question.pk,
        first="choose",
    ),
    Desk("programmes", frozenset({"editor"}), lambda w: Programme.objects.first().pk, first="index"),
    Desk("wagtailsnippets_content_wordlist", frozenset({"editor"}), lambda w: w.word_list.pk),
    Desk(
        "wagtailsnippetchoosers_content_wordlist",
        frozenset({"editor", "office"}),
        lambda w: w.word_list.pk,
        first="choose",
    ),
    Desk("wagtailsnippets_assessments_rubric", frozenset({"editor", "office"}), lambda w: w.rubric.pk),
    Desk(
        "wagtailsnippetchoosers_assessments_rubric",
        frozenset({"editor", "office"}),
        lambda w: w.rubric.pk,
        first="choose",
    ),
    Desk("wagtailsnippets_assessments_questionbank", frozenset({"editor", "office"}), lambda w: w.question.bank_id),
    Desk(
        "wagtailsnippetchoosers_assessments_questionbank",
        frozenset({"editor", "office"}),
        lambda w: w.question.bank_id,
        first="choose",
    ),
)
