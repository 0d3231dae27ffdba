"""Compare: two dialogues or two versions side by side, which entry makes the difference, and the text."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Annotated, Any

from fastapi import Query, Request, Response
from markupsafe import Markup
from starlette.concurrency import run_in_threadpool

from detente.errors import DetenteError
from detente.report.language import _
from detente.store import Store
from detente.store.records import digest
from detente.web.pages.shell import moment, page
from detente.web.workbench import of
from detente.web.workers import Lost, Refused

VERSIONS = 30
"""So many versions of the two dialogues are offered."""

Place = Annotated[str, Query(max_length=200)]


async def compare(request: Request, before: Place = "", after: Place = "") -> Response:
    """Two sides, each a dialogue's name or `NAME@VERSION`; without both, the form to choose them."""
    bench = of(request)
    shown: dict[str, Any] = {"title": _("Compare"), "before": before, "after": after, "status": 200}
    shown["boards"] = list(dict.fromkeys(one.partition("@")[0] for one in (before, after) if one))
    shown["choices"] = await run_in_threadpool(lambda: list(_choices(bench.store, before, after)))
    shown["other"] = after or _other([value for value, _told in shown["choices"]], before)
    if before and after:
        try:
            texts = await run_in_threadpool(lambda: [_text(bench.store, one) for one in (before, after)])
            names = [one.partition("@")[0] for one in (before, after)]
            key = digest("\n".join(texts))
            made = await bench.pool.run("compare", *texts, *names, key=key, long=True)
            changed = await run_in_threadpool(lambda: list(_changed(*texts)))
            shown |= {"answer": Markup(made["html"]), "changed": changed}
        except DetenteError as error:
            shown |= {"fault": str(error), "status": 422}
        except (Refused, Lost) as error:
            shown |= {"fault": str(error), "status": getattr(error, "status", 500)}
    return await run_in_threadpool(lambda: page(request, "compare.html", **shown))


def _other(choices: list[str], before: str) -> str:
    """What is offered beside `before`: its version before the last, else another dialogue."""
    earlier = [one for one in choices if before and one.startswith(f"{before}@")][1:]
    return next(iter([*earlier, *(one for one in choices if one != (before or choices[0]))]), "")


def _text(store: Store, place: str) -> str:
    name, _sign, version = place.rpartition("@") if "@" in place else (place, "", "")
    return store.text(store.version(name, version) if version else store.head(name))


def _choices(store: Store, *chosen: str) -> Iterator[tuple[str, str]]:
    """All dialogues as they are, and the versions of those that are looked at."""
    listed = store.dialogues()
    yield from ((name, name) for name in listed)
    for name in dict.fromkeys(one.partition("@")[0] for one in chosen):
        if name in listed:
            for version in store.versions(name)[:VERSIONS]:
                told = _("{name}, version {n:d} ({when})", name=name, n=version.number, when=moment(version.time))
                yield f"{name}@{version.id}", told


def _changed(before: str, after: str) -> Iterator[tuple[str, int, str]]:
    """The lines that differ, with a line around them: (sign, number, line)."""
    old, new = before.split("\n"), after.split("\n")
    for group in SequenceMatcher(None, old, new, autojunk=False).get_grouped_opcodes(1):
        for kind, a, b, c, d in group:
            if kind == "equal":
                yield from ((" ", n + 1, new[n]) for n in range(c, d))
            else:
                yield from (("-", n + 1, old[n]) for n in range(a, b))
                yield from (("+", n + 1, new[n]) for n in range(c, d))
