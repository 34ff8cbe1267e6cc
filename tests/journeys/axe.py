"""Accessibility, judged by axe-core in the browser."""

from importlib.resources import files
from typing import Any

from playwright.sync_api import Page

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
# wcag22aa must be named, or the size of targets is not judged.
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = "tags => axe.run(document, {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']})"


def assert_accessible(page: Page) -> None:
    """Fail with a readable list when the page breaks a rule, or is wider than its window."""
    complaints = violations_of(page)
    assert not complaints, f"{page.url}\n" + "\n".join(complaints)


def violations_of(page: Page) -> list[str]:
    """Return one line per broken rule and element; works on pages that run no JavaScript too."""
    page.evaluate(AXE)
    found = page.evaluate(RUN, TAGS)["violations"]
    return [_line(rule, node) for rule in found for node in rule["nodes"]] + _too_wide(page)


def _line(rule: dict[str, Any], node: dict[str, Any]) -> str:
    where = " ".join(str(part) for part in node["target"])
    return f"  {rule['id']} ({rule['impact']}) at {where}: {rule['help']}\n    {node['html'][:160]}"


def _too_wide(page: Page) -> list[str]:
    wide, window = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    return [f"  The page is {wide} px wide in a window of {window} px."] if wide > window else []
