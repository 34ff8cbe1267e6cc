"""Addresses of a quiz, under /learn/, and of the trainer's desk, under /review/."""

from django.urls import include, path

from assessments.views import (
    attempts,
    helping,
    learners,
    one_page,
    overriding,
    paper_entering,
    paper_entries,
    pass_decisions,
    queue,
    receipts,
    reviews,
    trainer_notes,
    uploads,
    weak_points,
)

app_name = "assessments"

learning = [
    path("<slug:slug>/quiz/<uuid:key>/start/", attempts.start, name="start"),
    path("<slug:slug>/to-look-at-again/", weak_points.weak_points, name="weak-points"),
    path("attempts/<uuid:attempt_id>/<int:number>/", attempts.QuestionView.as_view(), name="question"),
    path("attempts/<uuid:attempt_id>/questions/", one_page.OnePageView.as_view(), name="questions"),
    path("attempts/<uuid:attempt_id>/<int:number>/file/", uploads.UploadView.as_view(), name="upload"),
    path("attempts/<uuid:attempt_id>/files/<uuid:item_key>/", uploads.OwnFileView.as_view(), name="own-file"),
    path("attempts/<uuid:attempt_id>/check/", attempts.CheckView.as_view(), name="check"),
    path("attempts/<uuid:attempt_id>/result/", attempts.ResultView.as_view(), name="result"),
    path("attempts/<uuid:attempt_id>/receipt/", receipts.receipt, name="receipt"),
]
reviewing = [
    path("", queue.QueueView.as_view(), name="queue"),
    path("notes/<slug:slug>/", trainer_notes.TrainerNotesView.as_view(), name="notes"),
    path("notes/<slug:slug>/<uuid:key>/", trainer_notes.WriteTrainerNoteView.as_view(), name="write-note"),
    path("learners/", learners.LearnersView.as_view(), name="learners"),
    path("learners/<uuid:enrolment_id>/", learners.LearnerView.as_view(), name="learner"),
    path("learners/<uuid:enrolment_id>/adjustment/", helping.AdjustView.as_view(), name="adjust"),
    path("learners/<uuid:enrolment_id>/<uuid:key>/attempts/", helping.GrantView.as_view(), name="grant-attempts"),
    path("learners/attempts/<uuid:attempt_id>/reopen/", helping.ReopenView.as_view(), name="reopen"),
    path("corrections/", pass_decisions.CorrectionsView.as_view(), name="corrections"),
    path("corrections/<int:pk>/", pass_decisions.DecidePassView.as_view(), name="decide-pass"),
    path("learners/<uuid:enrolment_id>/<uuid:key>/done/", overriding.MarkDoneView.as_view(), name="mark-done"),
    path("learners/<uuid:enrolment_id>/<uuid:key>/undone/", overriding.MarkUndoneView.as_view(), name="mark-undone"),
    path("learners/<uuid:enrolment_id>/<uuid:key>/paper/", paper_entries.BeginPaperView.as_view(), name="begin-paper"),
    path("paper/", paper_entries.PaperListView.as_view(), name="papers"),
    path("paper/<int:pk>/", paper_entering.EnterPaperView.as_view(), name="paper"),
    path("paper/<int:pk>/print/", paper_entries.PrintPaperView.as_view(), name="paper-print"),
    path("paper/<int:pk>/check/", paper_entering.CheckPaperView.as_view(), name="paper-check"),
    path("paper/<int:pk>/set-aside/", paper_entries.SetAsideView.as_view(), name="paper-aside"),
    path("<uuid:attempt_id>/", reviews.ReviewView.as_view(), name="review"),
    path("<uuid:attempt_id>/files/<uuid:item_key>/", uploads.WorkFileView.as_view(), name="work-file"),
    path("<uuid:attempt_id>/release/", reviews.ReleaseView.as_view(), name="release"),
]
urlpatterns = [path("learn/", include(learning)), path("review/", include(reviewing))]
