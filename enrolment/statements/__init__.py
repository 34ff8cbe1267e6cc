"""The statement of a licence year: its sum and every movement behind it, counted from rows each time."""

from enrolment.statements.history import movements_of, records_of
from enrolment.statements.sums import counted, statement_of, statements_of, year_over_at

__all__ = ["counted", "movements_of", "records_of", "statement_of", "statements_of", "year_over_at"]
