"""Who may open what: one row per address, method and thing asked for, one column per group of people.

Add a row when you add an address: `tests/access/test_matrix.py` fails until you do. SIGN_IN means a redirect to the
one sign-in; ADMIN_HOME one to the admin's home, where staff begin and where Wagtail sends staff it says no to. The
learner is Zoë, whose things are asked for; the other learner is Amir, who has no part in them. The lead nominated Zoë,
the other lead looks after another organisation, the coordinator after the region, the trainer after Zoë's course: each
gets what Amir gets unless the row says otherwise in `roles`. What a library serves stands here by the library's root
(tests/access/addresses.py), our parts of the admin in tests/access/desks.py.
"""

from tests.access.row import ADMIN_HOME, SIGN_IN, Answer, Row, everybody, signed_in

# Who looks after an organisation's places: its lead, and the coordinator of the region.
LOOKED_AFTER: dict[str, Answer] = {"lead": 200, "coordinator": 200}
ITS_COORDINATOR: dict[str, Answer] = {"coordinator": 200}
NOT_FILLED_IN: dict[str, Answer] = {"lead": 422, "coordinator": 422}
DONE_FOR_THEM: dict[str, Answer] = {"lead": 302, "coordinator": 302}
TOO_LATE_FOR_THEM: dict[str, Answer] = {"lead": 409, "coordinator": 409}

ROWS: tuple[Row, ...] = (
    # --- For operators ----------------------------------------------------------------------------
    Row("core:healthz", everybody(200)),
    Row("core:readyz", everybody(200)),
    Row("core:metrics", everybody(200), about="on this machine, in the demo"),
    Row("core:metrics", everybody(404), about="from elsewhere", extra={"REMOTE_ADDR": "192.0.2.7"}),
    # --- For search engines -----------------------------------------------------------------------
    Row("core:robots", everybody(200)),
    Row("sitemap", everybody(200)),
    # --- Pictures, films and files ----------------------------------------------------------------
    Row("media", everybody(200), lambda w: [w.picture_on(w.plain_page)], about="of a public page"),
    Row("media", (404, 200, 404, 200, 404), lambda w: [w.picture_on(w.lesson(w.course))], about="of a lesson"),
    Row("media", (404, 404, 404, 200, 404), lambda w: [w.picture_on()], about="that stands nowhere"),
    *(
        Row("media", (404, 200, 404, 200, 404), lambda w, at=at: [w.library_file(at, w.lesson(w.course))], about=at)
        for at in ("recordings", "captions", "documents")
    ),
    Row("media", (404, 404, 404, 200, 404), lambda w: [w.library_file("recordings")], about="a film nowhere"),
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
    Row("enrolment_apply_edition", (SIGN_IN, 403, 403, 200, ADMIN_HOME), lambda w: [w.course.pk]),
    Row("enrolment_apply_edition", (SIGN_IN, 403, 403, 404, ADMIN_HOME), lambda w: [w.course.pk], "post", "of nothing"),
    Row("enrolment_activities", (SIGN_IN, 403, 403, 200, ADMIN_HOME), lambda w: [w.course.pk]),
    *(
        Row(name, (SIGN_IN, 403, 403, answer, ADMIN_HOME), lambda w: [w.course.pk, w.retired.activity_key], method)
        for name, method, answer in [
            ("enrolment_retire", "get", 200),
            ("enrolment_retire", "post", 200),
            ("enrolment_bring_back", "get", 200),
            ("enrolment_bring_back", "post", 302),
        ]
    ),
    Row("courses_trainer_note", (SIGN_IN, 403, 403, 200, ADMIN_HOME), lambda w: [w.lesson(w.course).pk]),
    Row("courses_trainer_note", (SIGN_IN, 403, 403, 302, ADMIN_HOME), lambda w: [w.lesson(w.course).pk], "post"),
    # --- Words of pages: for whoever publishes pages ------------------------------------------------
    Row("content_language_report", (SIGN_IN, 403, 403, 200, ADMIN_HOME)),
    Row("content_settle_words", (SIGN_IN, 403, 403, 200, ADMIN_HOME), lambda w: [w.plain_page.pk]),
    Row("content_settle_words", (SIGN_IN, 403, 403, 422, ADMIN_HOME), lambda w: [w.plain_page.pk], method="post"),
    Row("content_settle_row", (SIGN_IN, 403, 403, 200, ADMIN_HOME), lambda w: ["tools", w.kept("tool").pk]),
    Row("content_settle_row", (SIGN_IN, 403, 403, 422, ADMIN_HOME), lambda w: ["tools", w.kept("tool").pk], "post"),
    Row("content_withdraw_allowance", (SIGN_IN, 403, 403, 200, ADMIN_HOME), lambda w: [w.allowed_word.pk]),
    Row(
        "content_withdraw_allowance",
        (SIGN_IN, 403, 403, 302, ADMIN_HOME),
        lambda w: [w.allowed_word.pk],
        method="post",
    ),
    *(
        Row(f"dashboards_report_{name}", (SIGN_IN, 403, 403, ADMIN_HOME, 200))
        for name in ("places", "times", "completions")
    ),
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
    Row("enrolment:finish", signed_in(302), lambda w: [w.course.slug]),
    Row("enrolment:finish", (SIGN_IN, 302, 403, 403, 403), lambda w: [w.course.slug], method="post"),
    Row("enrolment:mark-done", signed_in(302), lambda w: [w.course.slug, w.lesson(w.course).activity_key]),
    Row(
        "enrolment:mark-done",
        (SIGN_IN, 302, 403, 403, 403),
        lambda w: [w.course.slug, w.lesson(w.course).activity_key],
        method="post",
    ),
    # --- A course to print or to take away ----------------------------------------------------------
    Row("coursepacks:list", (SIGN_IN, 200, 403, 403, 403), lambda w: [w.course.slug]),
    Row("coursepacks:ask", signed_in(302), lambda w: [w.course.slug]),
    Row("coursepacks:ask", (SIGN_IN, 302, 403, 403, 403), lambda w: [w.course.slug], method="post"),
    Row("coursepacks:download", (SIGN_IN, 200, 403, 403, 403), lambda w: [w.course.slug, w.pack.pk]),
    # --- Study time -------------------------------------------------------------------------------
    Row("enrolment:my-time", signed_in(200)),
    Row("enrolment:beat", everybody(302), lambda w: [w.course.slug, w.lesson(w.course).activity_key]),
    Row(
        "enrolment:beat",
        (SIGN_IN, 200, 403, 403, 403),
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
    Row("assessments:questions", (SIGN_IN, 302, 404, 404, 404), lambda w: [w.attempt.pk]),
    Row("assessments:questions", (SIGN_IN, 302, 404, 404, 404), lambda w: [w.attempt.pk], method="post"),
    Row("assessments:check", (SIGN_IN, 200, 404, 404, 404), lambda w: [w.attempt.pk]),
    Row("assessments:check", (SIGN_IN, 302, 404, 404, 404), lambda w: [w.attempt.pk], method="post"),
    Row("assessments:result", (SIGN_IN, 200, 404, 404, 404), lambda w: [w.result.pk]),
    Row("assessments:result", (SIGN_IN, 200, 404, 404, 404), lambda w: [w.work.pk], about="awaiting a review"),
    Row("assessments:receipt", (SIGN_IN, 200, 404, 404, 404), lambda w: [w.result.pk]),
    Row("assessments:weak-points", (SIGN_IN, 200, 404, 404, 404), lambda w: [w.result.enrolment.course.slug]),
    # --- A file that answers a question -------------------------------------------------------------
    Row("assessments:upload", (SIGN_IN, 200, 404, 404, 404), lambda w: [w.upload.pk, 1]),
    Row("assessments:upload", (SIGN_IN, 422, 404, 404, 404), lambda w: [w.upload.pk, 1], method="post"),
    Row("assessments:own-file", (SIGN_IN, 200, 404, 404, 404), lambda w: w.handed_file),
    Row("assessments:work-file", (SIGN_IN, 404, 404, 404, 404), lambda w: w.handed_file, roles={"trainer": 200}),
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
    Row("assessments:notes", (SIGN_IN, 404, 404, 404, 404), lambda w: [w.work_course.slug], roles={"trainer": 200}),
    *(
        Row(
            "assessments:write-note",
            (SIGN_IN, 404, 404, 404, 404),
            lambda w: [w.work_course.slug, w.work.assessment.translation_key],
            method,
            roles={"trainer": answer},
        )
        for method, answer in [("get", 200), ("post", 302)]
    ),
    # --- Helping a learner --------------------------------------------------------------------------
    Row("assessments:learners", (SIGN_IN, 404, 404, 404, 200), roles={"trainer": 200}),
    *(
        Row(f"assessments:{name}", (SIGN_IN, 404, 404, 404, answer), args, method, roles={"trainer": answer})
        for name, args in [
            ("learner", lambda w: [w.work.enrolment_id]),
            ("adjust", lambda w: [w.work.enrolment_id]),
            ("grant-attempts", lambda w: [w.work.enrolment_id, w.work.assessment.translation_key]),
            ("reopen", lambda w: [w.work.pk]),
        ]
        for method, answer in [("get", 200), ("post", 405 if name == "learner" else 422)]
    ),
    *(
        Row(f"assessments:{name}", (SIGN_IN, 404, 404, 404, answer), args, method, roles={"trainer": answer})
        for name, args, post in [
            ("mark-done", lambda w: [w.work.enrolment_id, w.lesson(w.work_course).activity_key], 422),
            ("mark-undone", lambda w: [w.work.enrolment_id, w.lesson(w.work_course).activity_key], 422),
            ("begin-paper", lambda w: [w.work.enrolment_id, w.work.assessment.translation_key], 422),
            ("papers", lambda w: [], 405),
            ("paper", lambda w: [w.paper.pk], 409),
            ("paper-print", lambda w: [w.paper.pk], 405),
            ("paper-check", lambda w: [w.paper.pk], 409),
            ("paper-aside", lambda w: [w.paper.pk], 422),
        ]
        for method, answer in [("get", 200), ("post", post)]
    ),
    Row("assessments_question_statistics", (SIGN_IN, 403, 403, 200, 200), lambda w: [w.question.pk]),
    # Marking again by a corrected key: editors see attempts, who helps the learners decides about passes.
    Row("assessments_remarking", (SIGN_IN, 403, 403, 200, 200), lambda w: [w.question.pk]),
    Row("assessments_mark_again", (SIGN_IN, 403, 403, 302, 302), lambda w: [w.question.pk]),
    Row("assessments_mark_again", (SIGN_IN, 403, 403, 409, 409), lambda w: [w.question.pk], method="post"),
    Row("assessments:corrections", (SIGN_IN, 404, 404, 404, 200), roles={"trainer": 200}),
    Row("assessments:decide-pass", (SIGN_IN, 404, 404, 404, 200), lambda w: [w.remark.pk], roles={"trainer": 200}),
    Row(
        "assessments:decide-pass",
        (SIGN_IN, 404, 404, 404, 422),
        lambda w: [w.remark.pk],
        method="post",
        roles={"trainer": 422},
    ),
    Row("assessments_bring_in", (SIGN_IN, 403, 403, 200, 200)),
    Row("assessments_bring_in", (SIGN_IN, 403, 403, 422, 422), method="post"),
    Row("assessments_take_out", (SIGN_IN, 403, 403, 200, 200)),
    Row("assessments_trainers", (SIGN_IN, 403, 403, ADMIN_HOME, 200)),
    Row("assessments_appoint_trainer", (SIGN_IN, 403, 403, ADMIN_HOME, 200)),
    Row("assessments_appoint_trainer", (SIGN_IN, 403, 403, ADMIN_HOME, 200), method="post"),
    Row("assessments_end_trainer", (SIGN_IN, 403, 403, ADMIN_HOME, 200), lambda w: [w.appointment.pk]),
    Row("assessments_end_trainer", (SIGN_IN, 403, 403, ADMIN_HOME, 302), lambda w: [w.appointment.pk], method="post"),
    # --- What a learner writes: nobody else's, whoever they are ---------------------------------------
    *(
        Row(f"enrolment:{name}", (SIGN_IN, answer, other, other, other), lambda w: w.written_at, method)
        for name, method, answer, other in [
            ("entry", "get", 302, 403),
            ("entry", "post", 302, 403),
            ("remove-entry", "get", 200, 404),
            ("remove-entry", "post", 302, 404),
            ("entry-paper", "get", 200, 404),
            ("blank-sheet", "get", 200, 403),
        ]
    ),
    *(
        Row(f"enrolment:{name}", (SIGN_IN, answer, other, other, other), lambda w: w.written_at[:2], method)
        for name, method, answer, other in [
            ("lesson-note", "get", 302, 403),
            ("lesson-note", "post", 302, 403),
            ("remove-lesson-note", "get", 200, 404),
            ("remove-lesson-note", "post", 302, 404),
            ("bookmark", "get", 302, 302),
            ("bookmark", "post", 302, 403),
            ("reading", "get", 302, 302),
            ("reading", "post", 302, 403),
        ]
    ),
    Row("enrolment:remove-bookmark", signed_in(302), lambda w: w.written_at[1:2]),
    Row("enrolment:remove-bookmark", signed_in(302), lambda w: w.written_at[1:2], "post"),
    Row("dashboards:notes", signed_in(200)),
    Row("dashboards:notes-text", signed_in(200)),
    # --- My learning ------------------------------------------------------------------------------
    Row("dashboards:home", signed_in(200)),
    Row("dashboards:search", signed_in(200)),
    Row("dashboards:receipt", (SIGN_IN, 200, 404, 404, 404), lambda w: [w.course.slug]),
    Row("enrolment:leave", (SIGN_IN, 200, 404, 404, 404), lambda w: [w.course.slug]),
    Row("enrolment:leave", (SIGN_IN, 302, 404, 404, 404), lambda w: [w.course.slug], method="post"),
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
    Row("dashboards:coordinator-people", (SIGN_IN, 403, 403, 403, 200), roles={"coordinator": 200}),
    Row("dashboards:partners", (SIGN_IN, 403, 403, 403, 200), roles={"coordinator": 200}),
    Row("dashboards:partners-csv", (SIGN_IN, 403, 403, 403, 200), roles={"coordinator": 200}),
    Row("enrolment:issue-selected", signed_in(302)),
    Row(
        "enrolment:issue-selected",
        (SIGN_IN, 404, 404, 404, 422),
        method="post",
        about="nobody ticked",
        roles={"coordinator": 422},
    ),
    # Notes stand on the page of a partner: for whoever coordinates it, and Central Office.
    *(
        Row(
            name, (SIGN_IN, 404, 404, 404, 200), lambda w: [w.place.licence.site.organisation_id], roles=ITS_COORDINATOR
        )
        for name in ("dashboards:partner", "enrolment:add-note")
    ),
    Row(
        "enrolment:add-note",
        (SIGN_IN, 404, 404, 404, 422),
        lambda w: [w.place.licence.site.organisation_id],
        "post",
        roles={"coordinator": 422},
    ),
    *(
        Row(name, signed_in(404), lambda w: [w.note.organisation_id, w.note.pk], roles=ITS_COORDINATOR)
        for name in ("enrolment:change-note", "enrolment:remove-note")
    ),
    *(
        Row(name, signed_in(404), lambda w: [w.note.organisation_id, w.note.pk], "post", roles={"coordinator": answer})
        for name, answer in [("enrolment:change-note", 422), ("enrolment:remove-note", 302)]
    ),
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
    *(
        Row(
            f"dashboards:{name}",
            (SIGN_IN, 403, 403, 403, 200),
            roles={"lead": 200, "other lead": 200, "coordinator": 200},
        )
        for name in ("delivering", "delivering-csv")
    ),
    Row("dashboards:lead-places", signed_in(404), lambda w: [w.place.pk], roles=LOOKED_AFTER),
    Row("enrolment:nominate", signed_in(404), lambda w: [w.place.pk], roles=LOOKED_AFTER),
    Row("enrolment:nominate", signed_in(404), lambda w: [w.place.pk], "post", roles=NOT_FILLED_IN),
    Row("enrolment:nominate-many", signed_in(404), lambda w: [w.place.pk], roles=LOOKED_AFTER),
    Row("enrolment:nominate-many", signed_in(404), lambda w: [w.place.pk], "post", roles=NOT_FILLED_IN),
    Row("enrolment:nominate-example", signed_in(200)),
    Row("enrolment:correct-address", signed_in(404), lambda w: [w.nominated.pk], roles=LOOKED_AFTER),
    Row("enrolment:correct-address", signed_in(404), lambda w: [w.nominated.pk], "post", roles=NOT_FILLED_IN),
    Row("enrolment:send-again", signed_in(404), lambda w: [w.nominated.pk], roles=LOOKED_AFTER),
    Row(
        "enrolment:send-again",
        signed_in(404),
        lambda w: [w.nominated.pk],
        "post",
        roles={"lead": 409, "coordinator": 409},
    ),
    Row("enrolment:release", signed_in(404), lambda w: [w.nominated.pk], roles=LOOKED_AFTER),
    Row("enrolment:release", signed_in(404), lambda w: [w.nominated.pk], "post", roles=DONE_FOR_THEM),
    Row("enrolment:extend", signed_in(404), lambda w: [w.nominated.pk], roles=LOOKED_AFTER),
    Row("enrolment:extend", signed_in(404), lambda w: [w.nominated.pk], "post", roles=TOO_LATE_FOR_THEM),
    Row("enrolment:move", signed_in(404), lambda w: [w.nominated.pk], roles=LOOKED_AFTER),
    Row("enrolment:move", signed_in(404), lambda w: [w.nominated.pk], "post", roles=NOT_FILLED_IN),
    Row("enrolment:statement-csv", signed_in(404), lambda w: [w.place.pk], roles=LOOKED_AFTER),
    Row("enrolment:statement-pdf", signed_in(404), lambda w: [w.place.pk], roles=LOOKED_AFTER),
    Row("enrolment:nudge", signed_in(404), lambda w: [w.taken.pk], roles=LOOKED_AFTER),
    Row("enrolment:nudge", signed_in(404), lambda w: [w.taken.pk], "post", roles=DONE_FOR_THEM),
    Row("dashboards:set-up", signed_in(404), lambda w: [w.place.licence.site_id], roles=LOOKED_AFTER),
    *(
        Row("enrolment:tick", signed_in(404), lambda w: [w.place.licence.site_id, w.step], method, roles=DONE_FOR_THEM)
        for method in ("get", "post")
    ),
    # --- One's own place ----------------------------------------------------------------------------
    *(
        Row(f"enrolment:{verb}", (SIGN_IN, answer, 404, 404, 404), lambda w: [w.taken.pk], method)
        for verb in ("pause", "resume")
        for method, answer in [("get", 200), ("post", 302)]
    ),
    # --- People at sites ----------------------------------------------------------------------------
    Row("dashboards:staff", (SIGN_IN, 403, 403, 403, 200), roles=LOOKED_AFTER | {"other lead": 200}),
    Row("dashboards:staff-csv", (SIGN_IN, 403, 403, 403, 200), roles=LOOKED_AFTER | {"other lead": 200}),
    Row("dashboards:person", signed_in(404), lambda w: [w.belongs.pk], roles=LOOKED_AFTER),
    Row("enrolment:end-affiliation", signed_in(404), lambda w: [w.belongs.pk], roles=LOOKED_AFTER),
    Row("enrolment:end-affiliation", signed_in(404), lambda w: [w.belongs.pk], "post", roles=NOT_FILLED_IN),
    Row("enrolment:move-person", signed_in(404), lambda w: [w.belongs.pk], roles=LOOKED_AFTER),
    Row(
        "enrolment:move-person",
        signed_in(404),
        lambda w: [w.belongs.pk],
        "post",
        roles={"lead": 409, "coordinator": 409},
    ),
    Row("enrolment:confirm-check", signed_in(404), lambda w: [w.belongs.pk], roles=LOOKED_AFTER),
    Row("enrolment:confirm-check", signed_in(404), lambda w: [w.belongs.pk], "post", roles=NOT_FILLED_IN),
    Row("enrolment:withdraw-check", signed_in(404), lambda w: [w.belongs.pk, w.check.pk], roles=LOOKED_AFTER),
    Row("enrolment:withdraw-check", signed_in(404), lambda w: [w.belongs.pk, w.check.pk], "post", roles=DONE_FOR_THEM),
    # --- The demo's mailbox, which exists in the demo alone -----------------------------------------
    Row("demo:mailbox", everybody(200)),
    Row("demo:mailbox-json", everybody(200)),
    Row("demo:mailbox-message", everybody(200), lambda w: [w.letter]),
    Row("demo:mailbox-html", everybody(200), lambda w: [w.letter]),
)
