"""Who may open what: one row per address, method and thing asked for, one column per group of people.

Add a row when you add an address: `tests/access/test_matrix.py` fails until you do. SIGN_IN means a redirect to the
one sign-in; ADMIN_HOME one to the admin's home, where staff begin and where Wagtail sends staff it says no to. The
learner is Zoë, whose things are asked for; the other learner is Amir, who has no part in them. The lead nominated Zoë,
the other lead looks after another organisation, the coordinator after the region, the trainer after Zoë's course: each
gets what Amir gets unless the row says otherwise in `roles`. What a library serves stands here by the library's root
(tests/access/addresses.py).
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.access.columns import APPOINTED, ROLES
from tests.access.world import World

SIGN_IN, ADMIN_HOME = "sign in", "admin home"
Answer = int | str


@dataclass(frozen=True)
class Row:
    """What each of ROLES gets from `name`; `args` builds the address's parts, `about` tells rows of one name apart.

    `roles` names those of APPOINTED who get something else than the other learner.
    """

    name: str
    expected: tuple[Answer, Answer, Answer, Answer, Answer]
    args: Callable[[World], list[Any]] = lambda world: []
    method: str = "get"
    about: str = ""
    extra: dict[str, str] = field(default_factory=dict)
    roles: dict[str, Answer] = field(default_factory=dict)

    def __str__(self) -> str:
        return " ".join(filter(None, [self.name, self.method, self.about]))

    @property
    def answers(self) -> dict[str, Answer]:
        """Return the answer for everybody, by role."""
        base = dict(zip(ROLES, self.expected, strict=True))
        return base | {role: self.roles.get(role, base["other learner"]) for role in APPOINTED}


def everybody(answer: Answer) -> tuple[Answer, Answer, Answer, Answer, Answer]:
    """Return the same answer for all."""
    return (answer, answer, answer, answer, answer)


def signed_in(answer: Answer) -> tuple[Answer, Answer, Answer, Answer, Answer]:
    """Return the answer for all but strangers."""
    return (SIGN_IN, answer, answer, answer, answer)


# Who looks after an organisation's places: its lead, and the coordinator of the region.
LOOKED_AFTER: dict[str, Answer] = {"lead": 200, "coordinator": 200}
NOT_FILLED_IN: dict[str, Answer] = {"lead": 422, "coordinator": 422}
DONE_FOR_THEM: dict[str, Answer] = {"lead": 302, "coordinator": 302}

ROWS: tuple[Row, ...] = (
    # --- For operators ----------------------------------------------------------------------------
    Row("core:healthz", everybody(200)),
    Row("core:readyz", everybody(200)),
    Row("core:metrics", everybody(200), about="on this machine, in the demo"),
    Row("core:metrics", everybody(404), about="from elsewhere", extra={"REMOTE_ADDR": "192.0.2.7"}),
    # --- For search engines -----------------------------------------------------------------------
    Row("core:robots", everybody(200)),
    Row("sitemap", everybody(200)),
    # --- Pictures ---------------------------------------------------------------------------------
    Row("media", everybody(200), lambda w: [w.picture_on(w.plain_page)], about="of a public page"),
    Row("media", (404, 200, 404, 200, 404), lambda w: [w.picture_on(w.lesson(w.course))], about="of a lesson"),
    Row("media", (404, 404, 404, 200, 404), lambda w: [w.picture_on()], about="that stands nowhere"),
    Row("media", everybody(404), lambda w: ["original_images/sunrise.png"], about="anything else"),
    # --- One's own account ------------------------------------------------------------------------
    Row("accounts:profile", signed_in(200)),
    Row("accounts:edit-profile", signed_in(200)),
    Row("accounts:edit-profile", signed_in(422), method="post"),
    Row("accounts:second-step", signed_in(200)),
    Row("accounts:email", signed_in(200)),
    Row("accounts:confirm-email", everybody(200), lambda w: [w.confirmation_key]),
    Row("account_login", (200, 302, 302, ADMIN_HOME, ADMIN_HOME)),
    # --- The admin and its doors ------------------------------------------------------------------
    Row("office", everybody(ADMIN_HOME)),
    Row("cms-login", everybody(302)),
    Row("wagtail-login", everybody(302)),
    Row("cms-account", (SIGN_IN, 403, 403, 200, 200)),
    Row("wagtailadmin_home", (SIGN_IN, 403, 403, 200, 200)),
    Row("courses_publish_edition", (SIGN_IN, 403, 403, 200, ADMIN_HOME), lambda w: [w.course.pk]),
    Row("courses_publish_edition", (SIGN_IN, 403, 403, 200, ADMIN_HOME), lambda w: [w.course.pk], method="post"),
    Row("courses_editions", (SIGN_IN, 403, 403, 200, ADMIN_HOME), lambda w: [w.course.pk]),
    Row("courses_edition", (SIGN_IN, 403, 403, 200, ADMIN_HOME), lambda w: [w.course.pk, 1]),
    # --- Courses ----------------------------------------------------------------------------------
    Row("wagtail_serve", everybody(200), lambda w: [""], about="home"),
    Row("courses:index", everybody(200)),
    Row("courses:page", everybody(200), lambda w: [w.path(w.course, w.course)], about="course"),
    Row(
        "courses:page",
        (SIGN_IN, 200, 403, 200, 403),
        lambda w: [w.path(w.lesson(w.course), w.course)],
        about="lesson",
    ),
    Row("courses:page", (SIGN_IN, 200, 403, 200, 403), lambda w: [w.path(w.quiz(w.course), w.course)], about="quiz"),
    Row("enrolment:start-course", signed_in(302), lambda w: [w.course.slug]),
    Row("enrolment:start-course", signed_in(302), lambda w: [w.course.slug], method="post"),
    Row("enrolment:mark-done", signed_in(302), lambda w: [w.course.slug, w.lesson(w.course).activity_key]),
    Row(
        "enrolment:mark-done",
        (SIGN_IN, 302, 403, 403, 403),
        lambda w: [w.course.slug, w.lesson(w.course).activity_key],
        method="post",
    ),
    # --- A declaration, a name --------------------------------------------------------------------
    Row(
        "courses:page", (SIGN_IN, 200, 403, 200, 403), lambda w: [w.path(w.declaration, w.formal)], about="declaration"
    ),
    Row("enrolment:declare", signed_in(302), lambda w: [w.formal.slug, w.declaration.activity_key]),
    Row(
        "enrolment:declare",
        (SIGN_IN, 422, 403, 403, 403),
        lambda w: [w.formal.slug, w.declaration.activity_key],
        method="post",
    ),
    Row("courses:page", (SIGN_IN, 200, 403, 200, 403), lambda w: [w.path(w.name_page, w.formal)], about="name"),
    Row("enrolment:confirm-name", signed_in(302), lambda w: [w.formal.slug, w.name_page.activity_key]),
    Row(
        "enrolment:confirm-name",
        (SIGN_IN, 422, 403, 403, 403),
        lambda w: [w.formal.slug, w.name_page.activity_key],
        method="post",
    ),
    # --- A quiz -----------------------------------------------------------------------------------
    Row("assessments:start", signed_in(302), lambda w: [w.course.slug, w.quiz(w.course).activity_key]),
    Row(
        "assessments:start",
        (SIGN_IN, 302, 403, 403, 403),
        lambda w: [w.course.slug, w.quiz(w.course).activity_key],
        method="post",
    ),
    Row("assessments:question", (SIGN_IN, 200, 404, 404, 404), lambda w: [w.attempt.pk, 1]),
    Row("assessments:question", (SIGN_IN, 422, 404, 404, 404), lambda w: [w.attempt.pk, 1], method="post"),
    Row("assessments:check", (SIGN_IN, 200, 404, 404, 404), lambda w: [w.attempt.pk]),
    Row("assessments:check", (SIGN_IN, 302, 404, 404, 404), lambda w: [w.attempt.pk], method="post"),
    Row("assessments:result", (SIGN_IN, 200, 404, 404, 404), lambda w: [w.result.pk]),
    Row("assessments:result", (SIGN_IN, 200, 404, 404, 404), lambda w: [w.work.pk], about="awaiting a review"),
    # --- The trainer's desk -----------------------------------------------------------------------
    Row("assessments:queue", (SIGN_IN, 404, 404, 404, 404), roles={"trainer": 200}),
    Row("assessments:review", (SIGN_IN, 404, 404, 404, 404), lambda w: [w.work.pk], roles={"trainer": 200}),
    Row(
        "assessments:review",
        (SIGN_IN, 404, 404, 404, 404),
        lambda w: [w.work.pk],
        method="post",
        roles={"trainer": 422},
    ),
    Row("assessments:release", (SIGN_IN, 404, 404, 404, 404), lambda w: [w.work.pk], roles={"trainer": 302}),
    Row(
        "assessments:release",
        (SIGN_IN, 404, 404, 404, 404),
        lambda w: [w.work.pk],
        method="post",
        roles={"trainer": 409},
    ),
    Row("assessments_trainers", (SIGN_IN, 403, 403, ADMIN_HOME, 200)),
    Row("assessments_appoint_trainer", (SIGN_IN, 403, 403, ADMIN_HOME, 200)),
    Row("assessments_appoint_trainer", (SIGN_IN, 403, 403, ADMIN_HOME, 200), method="post"),
    Row("assessments_end_trainer", (SIGN_IN, 403, 403, ADMIN_HOME, 200), lambda w: [w.appointment.pk]),
    Row("assessments_end_trainer", (SIGN_IN, 403, 403, ADMIN_HOME, 302), lambda w: [w.appointment.pk], method="post"),
    # --- My learning ------------------------------------------------------------------------------
    Row("dashboards:home", signed_in(200)),
    Row("certificates:note", (404, 200, 404, 404, 404), lambda w: [w.finished.pk]),
    Row("certificates:note-pdf", (404, 200, 404, 404, 404), lambda w: [w.finished.pk]),
    # --- Certificates, manuals, and checking them ---------------------------------------------------
    Row("certificates:list", signed_in(200)),
    Row("certificates:award", (404, 200, 404, 404, 404), lambda w: [w.award.pk]),
    Row("certificates:award-pdf", (404, 200, 404, 404, 404), lambda w: [w.award.pk]),
    Row("certificates:manual", (404, 200, 404, 404, 404), lambda w: [w.award.pk, w.manual.pk]),
    Row("certificates:manual", (404, 302, 404, 404, 404), lambda w: [w.award.pk, w.manual.pk], method="post"),
    Row("certificates:manual-pdf", (404, 302, 404, 404, 404), lambda w: [w.award.pk, w.manual.pk]),
    Row("certificates:verify", everybody(200)),
    Row("certificates:verify", everybody(422), method="post"),
    Row("certificates:verify-code", everybody(200), lambda w: [w.award.code]),
    Row("certificates:verify-code", everybody(404), lambda w: ["2" * 20], about="of nothing"),
    Row("api:verify-certificate", everybody(422), method="post"),
    Row("api:openapi-json", everybody(200)),
    Row("api:api-root", everybody(404)),
    # --- Taking up a place: for whoever holds the code ------------------------------------------------
    Row("enrolment:enter-code", everybody(200)),
    Row("enrolment:enter-code", everybody(422), method="post"),
    Row("enrolment:redeem", everybody(200), lambda w: [w.code]),
    Row("enrolment:redeem", everybody(302), lambda w: [w.code], method="post"),
    Row("enrolment:redeem", everybody(404), lambda w: ["000000000000"], about="of nothing"),
    Row("enrolment:decline", everybody(200), lambda w: [w.code]),
    Row("enrolment:decline", everybody(302), lambda w: [w.code], method="post"),
    Row("enrolment:decline", everybody(404), lambda w: ["000000000000"], about="of nothing"),
    # --- The coordinator's desk: other regions' nominations do not exist here ---------------------
    Row("dashboards:coordinator", (SIGN_IN, 403, 403, 403, 200), roles={"coordinator": 200}),
    Row("dashboards:coordinator-csv", (SIGN_IN, 403, 403, 403, 200), roles={"coordinator": 200}),
    *(
        Row(f"enrolment:{verb}", signed_in(404), lambda w: [w.nominated.pk], roles={"coordinator": answer})
        for verb, answer in [("issue", 302), ("resend", 302), ("refuse", 200), ("revoke", 200)]
    ),
    *(
        Row(f"enrolment:{verb}", signed_in(404), lambda w: [w.nominated.pk], "post", roles={"coordinator": answer})
        for verb, answer in [("issue", 302), ("resend", 409), ("refuse", 422), ("revoke", 409)]
    ),
    # --- A SMART Lead's desk ------------------------------------------------------------------------
    Row("dashboards:lead", signed_in(403), roles={"lead": 200, "other lead": 200}),
    Row("dashboards:lead-people-csv", signed_in(403), roles={"lead": 200, "other lead": 200}),
    Row("dashboards:lead-places", signed_in(404), lambda w: [w.place.pk], roles=LOOKED_AFTER),
    Row("enrolment:nominate", signed_in(404), lambda w: [w.place.pk], roles=LOOKED_AFTER),
    Row("enrolment:nominate", signed_in(404), lambda w: [w.place.pk], "post", roles=NOT_FILLED_IN),
    Row("enrolment:release", signed_in(404), lambda w: [w.nominated.pk], roles=LOOKED_AFTER),
    Row("enrolment:release", signed_in(404), lambda w: [w.nominated.pk], "post", roles=DONE_FOR_THEM),
    # --- The demo's mailbox, which exists in the demo alone -----------------------------------------
    Row("demo:mailbox", everybody(200)),
    Row("demo:mailbox-json", everybody(200)),
    Row("demo:mailbox-message", everybody(200), lambda w: [w.letter]),
    Row("demo:mailbox-html", everybody(200), lambda w: [w.letter]),
)


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
    Desk("wagtailsnippets_certificates_manual", frozenset({"editor", "office"}), lambda w: w.manual.pk),
    Desk(
        "wagtailsnippetchoosers_certificates_manual", frozenset({"editor", "office"}), lambda w: w.manual.pk, "choose"
    ),
    Desk("partners", frozenset({"office"}), lambda w: w.partner.pk, first="index"),
    Desk("partner_sites", frozenset({"office"}), lambda w: w.place.licence.site_id, first="index"),
    Desk("licences", frozenset({"office"}), lambda w: w.place.licence_id, first="index"),
    Desk("nominations", frozenset({"office"}), lambda w: w.nominated.pk, first="index"),
    Desk("regions", frozenset({"office"}), lambda w: w.place.licence.site.region_id, first="index"),
    Desk("wagtailusers_users", frozenset({"office"}), lambda w: w.amir.pk, first="index"),
    Desk("wagtailsnippets_assessments_question", frozenset({"editor", "office"}), lambda w: w.question.pk),
    Desk(
        "wagtailsnippetchoosers_assessments_question",
        frozenset({"editor", "office"}),
        lambda w: w.question.pk,
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
