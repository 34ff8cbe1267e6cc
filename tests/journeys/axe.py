"""Accessibility, judged by axe-core in the browser."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from typing import Any
from weakref import WeakKeyDictionary

from playwright.sync_api import Page, Route

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
# wcag22aa must be named, or the size of targets is not judged.
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = "tags => axe.run(document, {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']})"

# Pages that run no JavaScript, and how their profile was made: axe cannot run in them (its promises never come back).
SILENT: WeakKeyDictionary[Page, dict[str, Any]] = WeakKeyDictionary()


def assert_accessible(page: Page) -> None:
    """Fail with a readable list when the page breaks a rule, or is wider than its window."""
    complaints = violations_of(page)
    assert not complaints, f"{page.url}\n" + "\n".join(complaints)


def violations_of(page: Page) -> list[str]:
    """Return one line per broken rule and element; a page without JavaScript is judged as the same HTML in a twin."""
    if page not in SILENT:
        return _judge(page)
    with _twin(page) as twin:
        return _judge(twin)


def _judge(page: Page) -> list[str]:
    page.evaluate(AXE)
    found = page.evaluate(RUN, TAGS)["violations"]
    return [_line(rule, node) for rule in found for node in rule["nodes"]] + _too_wide(page)


@contextmanager
def _twin(page: Page) -> Iterator[Page]:
    """Open the HTML that `page` shows now in a profile that differs in one thing: scripts of ours may run in it."""
    html, address = page.content(), page.url
    context = page.context.browser.new_context(**SILENT[page] | {"java_script_enabled": True})

    def answer(route: Route) -> None:
        route.fulfill(body=html, content_type="text/html; charset=utf-8")

    context.route(lambda url: url == address, answer)
    twin = context.new_page()
    twin.goto(address)
    yield twin
    context.close()


def _line(rule: dict[str, Any], node: dict[str, Any]) -> str:
    where = " ".join(str(part) for part in node["target"])
    return f"  {rule['id']} ({rule['impact']}) at {where}: {rule['help']}\n    {node['html'][:160]}"


def _too_wide(page: Page) -> list[str]:
    wide, window = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    return [f"  The page is {wide} px wide in a window of {window} px."] if wide > window else []
