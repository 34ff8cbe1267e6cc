"""What programs send and get, as the OpenAPI description shows it."""

from datetime import date

from ninja import Field, Schema

from certificates.rules import Finding


class VerifyRequest(Schema):
    """What stands on a certificate."""

    serial: str = Field(min_length=1, max_length=40, description="The serial number, such as UKSR-2CD4-F6HX.")
    surname: str = Field(min_length=1, max_length=150, description="The surname; accents and case do not matter.")


class VerifyAnswer(Schema):
    """The verdict. The shape is the same whether or not there is such a certificate."""

    status: Finding = Field(description="`not_found` also when the surname is another one.")
    programme: str | None = Field(description="The programme that the certificate names.")
    issued_on: date | None = Field(description="The date on the certificate.")
    may_register_meetings: bool = Field(
        description="Whether its holder may deliver the programme today, so that meetings may be registered."
    )


class FieldProblem(Schema):
    """What is wrong with one part of what was sent."""

    field: str
    sentence: str


class Problem(Schema):
    """Why there is no answer, in sentences fit to show."""

    sentence: str
    problems: list[FieldProblem] = []
