"""What no page may do during a journey: break the content policy, throw, fetch from elsewhere, miss a file."""

from collections.abc import Callable

from playwright.sync_api import ConsoleMessage, Page, Request, Response

# The browser says this of every answer from 400 on, also where a journey expects one; _answer tells them apart.
EXPECTED = "Failed to load resource"


class Watch:
    """Collects complaints about the pages it watches."""

    def __init__(self, home: str) -> None:
        self.home = home
        self.complaints: list[str] = []

    def over(self, page: Page) -> Page:
        """Watch this page from now on."""
        page.on("console", self._console)
        page.on("pageerror", lambda error: self._complain(page.url, str(error)))
        page.on("request", self._request)
        page.on("response", self._answer)
        return page

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and not message.text.startswith(EXPECTED):
            self._complain(message.location.get("url", ""), message.text)

    def _request(self, request: Request) -> None:
        if not request.is_navigation_request() and not request.url.startswith((self.home, "data:", "blob:")):
            self._complain(request.url, "is fetched from elsewhere")

    def _answer(self, response: Response) -> None:
        if response.status >= 400 and not response.request.is_navigation_request():
            self._complain(response.url, f"answered {response.status}")

    def _complain(self, where: str, what: str) -> None:
        self.complaints.append(f"{where}: {what}")


PageFor = Callable[..., Page]
