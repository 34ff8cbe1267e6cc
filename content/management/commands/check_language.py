"""Look for watched words on the whole site; print each with its passage; fail when one has no reason."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from content.language import Found, Watch, places_to_check


class Command(BaseCommand):
    help = "Look for watched words on the whole site. Exits with 1 if one was neither changed nor allowed."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--drafts", action="store_true", help="look at drafts and unpublished changes, too")

    def handle(self, *args: Any, drafts: bool, **options: Any) -> None:
        places = places_to_check() + (places_to_check(drafts=True) if drafts else [])
        waiting = allowed = 0
        for place, found in Watch().look_over(places):
            here = [one for one in found if one.is_open]
            waiting, allowed = waiting + len(here), allowed + len(found) - len(here)
            for one in here:
                self.report(place.title, one)
        pages = sum(not place.kind for place in places)
        looked = f"{pages} pages and {len(places) - pages} further texts"
        self.stdout.write(f"{looked}: {waiting} words wait for a look, {allowed} are allowed with a reason.")
        if waiting:
            raise CommandError("Change these words, or allow them with a reason in /cms/.", returncode=1)

    def report(self, title: str, one: Found) -> None:
        """Print one word: page, field, passage, phrase, reason, what to say instead."""
        finding = one.finding
        self.stdout.write(f"{title} · {one.where}\n    {finding.passage}")
        self.stdout.write(f"    “{finding.word.phrase}”: {finding.word.reason} Instead: {finding.word.instead}")
