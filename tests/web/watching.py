"""A page of a workbench that a test looks at, and that may say and ask nothing that it should not."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from bench import Running


class Watched:
    """A page that is watched: what it says to the console, and where it sends requests."""

    def __init__(self, browser: Any, bench: Running, **settings: Any) -> None:
        self.context = browser.new_context(locale="en-GB", **settings)
        self.page, self.bench = self.context.new_page(), bench
        self.said: list[str] = []
        self.asked: list[str] = []
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.goto(bench.door.address("/keys"))

    def go(self, path: str) -> Any:
        """Opens a page and waits until nothing of it is being worked out."""
        self.page.goto(self.bench.url + path)
        self.until(lambda: self.page.locator("[data-goes],[data-job]").count() == 0)
        return self.page

    def until(self, holds: Callable[[], bool], seconds: float = 60) -> None:
        """Waits from outside, since the pages' policy forbids to evaluate in them what a wait would."""
        end = time.monotonic() + seconds
        while not holds():
            assert time.monotonic() < end, "it did not come about"
            self.page.wait_for_timeout(50)
        self.page.wait_for_load_state()  # the script that hears the keys has run

    def close(self) -> None:
        self.context.close()
        assert [text for text in self.said if "404" not in text] == []
        assert [url for url in self.asked if not url.startswith((self.bench.url + "/", "data:"))] == []
