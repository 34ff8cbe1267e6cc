"""What enrolment announces to the apps above it; sent inside the transaction, so receivers only write rows."""

from django.dispatch import Signal

# Arguments: enrolment (Enrolment, just completed), at (datetime).
enrolment_completed = Signal()

# Arguments: enrolment (Enrolment, just ended before completion), at (datetime).
enrolment_withdrawn = Signal()

# Sender CheckConfirmation. Arguments: confirmation (CheckConfirmation, just made), at (datetime).
check_confirmed = Signal()
