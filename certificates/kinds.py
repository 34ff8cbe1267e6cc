"""The kinds of message that this app writes, by name."""

COMPLETION_NOTE = "completion_note"
CERTIFICATE = "certificate"
