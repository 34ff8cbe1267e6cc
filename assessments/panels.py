"""What editors fill in: a question fits its kind."""

from typing import Any

from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm

from assessments.flaws import Flaw, OptionFacts, QuestionFacts, flaws_of
from assessments.rules import READ_BY_TRAINER, Kind

# Beside which field each flaw is said, and how. What is said of answers stands above them all.
OPTIONS = "options"
SENTENCES: dict[Flaw, tuple[str, Any]] = {
    Flaw.OPTIONS_UNWANTED: (
        OPTIONS,
        gettext_lazy("This kind of question has no answers to choose from. Please remove them."),
    ),
    Flaw.TOO_FEW_OPTIONS: (OPTIONS, gettext_lazy("Give at least two answers to choose from.")),
    Flaw.OPTION_WITHOUT_TEXT: (OPTIONS, gettext_lazy("Each answer needs words, or remove it.")),
    Flaw.MATCH_UNWANTED: (
        OPTIONS,
        gettext_lazy("“Belongs together with” is only for matching. Please leave it empty."),
    ),
    Flaw.WEIGHT_UNWANTED: (
        OPTIONS,
        gettext_lazy("Parts of the marks for single answers do not count for this kind. Please leave them empty."),
    ),
    Flaw.NOT_ONE_RIGHT: (OPTIONS, gettext_lazy("Mark exactly one answer as right, or choose the other kind.")),
    Flaw.NONE_RIGHT: (OPTIONS, gettext_lazy("Mark at least one answer as right.")),
    Flaw.NO_FULL_MARK: (
        OPTIONS,
        gettext_lazy("The right answer earns 100 per cent of the marks. Leave its part empty, or write 100."),
    ),
    Flaw.RIGHT_ONES_NOT_ALL: (
        OPTIONS,
        gettext_lazy("The parts of the right answers add up to 100 per cent, and a wrong answer earns nothing."),
    ),
    Flaw.NOT_TRUE_OR_FALSE: (OPTIONS, gettext_lazy("Give two answers, true and false, and mark one of them as right.")),
    Flaw.TOO_FEW_PAIRS: (OPTIONS, gettext_lazy("Give at least two pairs that differ.")),
    Flaw.LEFT_TWICE: (OPTIONS, gettext_lazy("Two answers to match say the same. Nobody could tell them apart.")),
    Flaw.WITHOUT_MATCH: (OPTIONS, gettext_lazy("Say for each answer what it belongs together with.")),
    Flaw.TOO_FEW_STEPS: (OPTIONS, gettext_lazy("Give at least three answers to put in order.")),
    Flaw.STEP_TWICE: (OPTIONS, gettext_lazy("Two answers to put in order say the same. Nobody could tell them apart.")),
    Flaw.NOTHING_ACCEPTED: (OPTIONS, gettext_lazy("Give at least one wording that is right, and mark it as right.")),
    Flaw.NO_GAP: ("gap_text", gettext_lazy("Put at least one missing word in square brackets, like this: [rises].")),
    Flaw.EMPTY_GAP: (
        "gap_text",
        gettext_lazy("A gap is empty, or has nothing beside a stroke. Write what belongs there."),
    ),
    Flaw.OPEN_BRACKET: (
        "gap_text",
        gettext_lazy("A square bracket has no partner. A plain one is written with a backslash: \\[."),
    ),
    Flaw.GAPS_UNWANTED: ("gap_text", gettext_lazy("This text is only for filling gaps. Please leave it empty.")),
    Flaw.NO_SITUATION: ("story", gettext_lazy("Write at least one situation.")),
    Flaw.STORY_UNWANTED: ("story", gettext_lazy("The story is only for a scenario. Please remove it.")),
    Flaw.NO_RUBRIC: ("rubric", gettext_lazy("Choose the rubric that trainers judge the answer by.")),
    Flaw.RUBRIC_UNWANTED: ("rubric", gettext_lazy("A rubric is only for what a trainer reads. Please leave it empty.")),
    Flaw.WORD_GUIDE_UNWANTED: (
        "word_from",
        gettext_lazy("How many words is only for a written answer. Please leave it empty."),
    ),
    Flaw.ON_OPEN_COURSE: (
        "kind",
        gettext_lazy("An open course asks this question. No trainer reads there, so it cannot become a written one."),
    ),
}


class QuestionForm(WagtailAdminModelForm):
    """Refuses to publish a question nobody could answer rightly, or nobody could judge; a draft may be unfinished."""

    def clean(self) -> dict[str, Any]:
        """Say every flaw beside its field; those of answers stand above them."""
        cleaned: dict[str, Any] = super().clean()
        if OPTIONS in self.formsets and cleaned.get("kind") and not self.is_deferred_validation:
            for flaw in flaws_of(self._facts(cleaned)):
                self._say(flaw)
        return cleaned

    def _say(self, flaw: Flaw) -> None:
        field, words = SENTENCES[flaw]
        if field == OPTIONS:
            self.formsets[OPTIONS].non_form_errors().append(words)
        elif field not in self.errors:
            self.add_error(field, words)

    def _facts(self, cleaned: dict[str, Any]) -> QuestionFacts:
        kind = Kind(cleaned["kind"])
        return QuestionFacts(
            kind=kind,
            options=tuple(map(_option, self._options())),
            gap_text=cleaned.get("gap_text") or "",
            situations=self._situations(cleaned),
            has_rubric=bool(cleaned.get("rubric") or "rubric" in self.errors),
            word_guide=bool(cleaned.get("word_from") or cleaned.get("word_to")),
            on_open_course=kind in READ_BY_TRAINER and self._is_asked_on_an_open_course(),
        )

    def _options(self) -> list[dict[str, Any]]:
        forms = [form for form in self.formsets[OPTIONS].forms if form.is_valid() and form.cleaned_data]
        return [form.cleaned_data for form in forms if not form.cleaned_data.get("DELETE")]

    def _situations(self, cleaned: dict[str, Any]) -> int:
        """Return how many there are; one whose words are refused anyway counts."""
        return 1 if "story" in self.errors else len(cleaned.get("story") or ())

    def _is_asked_on_an_open_course(self) -> bool:
        uses = self.instance.uses.select_related("page") if self.instance.pk else ()
        return any(use.page.course.is_open for use in uses)


def _option(values: dict[str, Any]) -> OptionFacts:
    text, match = values.get("text") or "", values.get("match") or ""
    return OptionFacts(text, match, bool(values.get("is_correct")), values.get("weight"))
