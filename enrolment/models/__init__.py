"""What enrolment keeps: partners and their licences, nominations and tokens, enrolments and the facts of progress."""

from enrolment.models.learning import ActivityCompletion, CompletionSource, Enrolment, Source, Status

__all__ = ["ActivityCompletion", "CompletionSource", "Enrolment", "Source", "Status"]
