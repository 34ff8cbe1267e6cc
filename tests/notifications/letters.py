"""Kinds of messages that only tests send."""

from lms.notifications.kinds import MailKind, Rendered, register_kind


def note(refs, user):
    return Rendered(f"Note {refs.get('n', 0)}", f"Hello {user or 'you'}", "<p>Hello</p>")


def nothing(refs, user):
    return None


def broken(refs, user):
    raise LookupError("no such template")


NOTE = MailKind("tests-note", render=note)
PRIVATE = MailKind("tests-private", render=note, personal=True)
UNWANTED = MailKind("tests-unwanted", render=nothing)
BROKEN = MailKind("tests-broken", render=broken)
for kind in (NOTE, PRIVATE, UNWANTED, BROKEN):
    register_kind(kind)
