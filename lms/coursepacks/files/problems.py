"""How reading a folder says no: in sentences, each with the file and the line."""

from collections.abc import Iterator
from contextlib import contextmanager

from lms.core.errors import DomainError


class FolderError(DomainError):
    """What is wrong in one place of a folder.

    Arguments: `code`, stable; `sentence`; `file`, its path in the folder; `line`, where known.
    """

    def __init__(self, code: str, sentence: object, *, file: str = "", line: int | None = None) -> None:
        self.file, self.line, self.words = file, line, str(sentence)
        place = ", ".join(part for part in (file, f"line {line}" if line else "") if part)
        super().__init__(code, f"{place}: {self.words}" if place else self.words)

    def at(self, *, file: str, line: int | None = None) -> "FolderError":
        """Return the same refusal with the place that a caller knows and it did not."""
        return FolderError(self.code, self.words, file=self.file or file, line=self.line or line)


class FolderProblemsError(DomainError):
    """All that is wrong in a folder, found in one reading."""

    def __init__(self, errors: list[DomainError]) -> None:
        self.errors = errors
        super().__init__(errors[0].code, "\n".join(error.sentence for error in errors))


class Problems:
    """Collects what is wrong, so that one reading tells everything."""

    def __init__(self) -> None:
        self.found: list[DomainError] = []

    @contextmanager
    def noted(self, *, file: str = "", line: int | None = None) -> Iterator[None]:
        """Keep a refusal raised inside, placed at `file` and `line` where it names no place itself, and go on."""
        try:
            yield
        except FolderProblemsError as errors:
            self.found.extend(errors.errors)
        except FolderError as error:
            self.found.append(error.at(file=file, line=line))

    def refuse(self) -> None:
        """Refuse when anything was found."""
        if self.found:
            raise FolderProblemsError(self.found)
