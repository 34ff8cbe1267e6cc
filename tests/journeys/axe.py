"""Accessibility, judged by axe-core in the browser."""

from importlib.resources import files
from typing import Any
from weakref import WeakKeyDictionary

from playwright.sync_api import Page, Route

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
# wcag22aa must be named, or the size of targets is not judged.
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = "tags => axe.run(document, {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']})"

# For each page that runs no JavaScript, one that may: axe waits for promises, which never come back in the first.
TWINS: WeakKeyDictionary[Page, Page] = WeakKeyDictionary()


def assert_accessible(page: Page) -> None:
    """Fail with a readable list when the page breaks a rule, or is wider than its window."""
    complaints = violations_of(page)
    assert not complaints, f"{page.url} {page.viewport_size}\n" + "\n".join(complaints)


def violations_of(page: Page) -> list[str]:
    """Return one line per broken rule and element; a page without JavaScript is judged as the same HTML in a twin."""
    page.wait_for_load_state()  # a press returns before the next page is there
    return _judge(_show_in_twin(page, TWINS[page]) if page in TWINS else page)


def _judge(page: Page) -> list[str]:
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    found = page.evaluate(RUN, TAGS)["violations"]
    return [_line(rule, node) for rule in found for node in rule["nodes"]] + _too_wide(page)


def _show_in_twin(page: Page, twin: Page) -> Page:
    """Open in `twin`, under the same address, the HTML that `page` shows now."""
    html, address = page.content(), page.url

    def answer(route: Route) -> None:
        route.fulfill(body=html, content_type="text/html; charset=utf-8")

    twin.route(lambda url: url == address, answer)
    twin.goto(address)
    twin.unroute_all()
    return twin


def _line(rule: dict[str, Any], node: dict[str, Any]) -> str:
    where = " ".join(str(part) for part in node["target"])
    return f"  {rule['id']} ({rule['impact']}) at {where}: {rule['help']}\n    {node['html'][:160]}"


def _too_wide(page: Page) -> list[str]:
    wide, window = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    return [f"  The page is {wide} px wide in a window of {window} px."] if wide > window else []
