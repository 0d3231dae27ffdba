"""Work on a text that is being written: answers, and single changes."""

from __future__ import annotations

import inspect
import time
from collections.abc import Sequence
from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from fastapi import Request, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field, create_model
from starlette.concurrency import run_in_threadpool

from detente.formats.revise import KINDS
from detente.report.language import current
from detente.store.merge import Side
from detente.store.records import digest
from detente.web.api.dialogues import Body, Text
from detente.web.problems import problem
from detente.web.waiting import unless_gone
from detente.web.workbench import of


class Worked(Body):
    """A text that is being written. `shown`: what is looked at; `name`: of the dialogue, for its sentences."""

    text: Text
    shown: Annotated[tuple[Literal["board", "brief"], ...], Field(max_length=2)] = ("board",)
    name: Annotated[str, Field(max_length=100)] = ""


async def worked(request: Request, body: Worked) -> Response:
    """What a text says and what follows; an unsound one is answered with its problems."""
    began = time.perf_counter()
    asked = of(request).pool.run(
        "work", body.text, body.name, body.shown, key=digest(body.text)
    )
    found = await unless_gone(request, asked)
    return JSONResponse(found | {"took": round(time.perf_counter() - began, 3)})


async def headline(request: Request, name: str) -> Response:
    """Where the newest version of a dialogue goes; the library asks it row by row."""
    bench = of(request)
    text = await run_in_threadpool(lambda: bench.store.text(bench.store.head(name)))
    tag = f'"{digest(text)}-{current().code}"'
    work = bench.pool.run("headline", text, name, key=digest(text), long=True)
    return JSONResponse({"headline": await unless_gone(request, work)}, headers={"etag": tag})


class Sides(Body):
    """Two texts."""

    before: Text
    after: Text


async def compared(request: Request, body: Sides) -> Response:
    """What differs between two texts, and which entry decides what."""
    return JSONResponse((await _of_two(request, "compare", body, "", ""))["result"])


async def changed(request: Request, body: Sides) -> Response:
    """What is otherwise in the later of two texts, by entry and by sentence."""
    return JSONResponse(await _of_two(request, "diff", body))


async def _of_two(request: Request, task: str, body: Sides, *names: str) -> Any:
    key = digest(f"{body.before}\n{body.after}")
    work = of(request).pool.run(task, body.before, body.after, *names, key=key, long=True)
    return await unless_gone(request, work)


class Three(Body):
    """A text and what two people made of it. `chosen`: whose entry stands, by the names of `conflicts`."""

    base: Text
    ours: Text
    theirs: Text
    chosen: Annotated[dict[Annotated[str, Field(max_length=200)], Side], Field(max_length=1000)] = Field({})


async def merged(request: Request, body: Three) -> Response:
    """Two people's changes in one text: what both changed each otherwise, and whether the whole is sound."""
    given = (body.base, body.ours, body.theirs, body.chosen)
    return JSONResponse(await unless_gone(request, of(request).pool.run("together", *given, key=digest(body.ours))))


@cache
def change_model() -> Any:
    """The kinds of changes as one type: each with the values of its function."""
    kinds = []
    for kind, function in KINDS.items():
        fields: dict[str, Any] = {"kind": (Literal[kind], ...)}
        for parameter in list(inspect.signature(function, eval_str=True).parameters.values())[1:]:
            default = ... if parameter.default is parameter.empty else parameter.default
            fields[parameter.name] = (_bounded(parameter.annotation), default)
        made = create_model(f"Change_{kind}", __config__=ConfigDict(extra="forbid", strict=True), **fields)
        kinds.append(made)
    return Annotated[Union[tuple(kinds)], Field(discriminator="kind")]  # noqa: UP007  (made at run time)


def _bounded(hint: Any) -> Any:
    """The type of a value, with a bound of its size."""
    if hint is str:
        return Annotated[str, Field(max_length=10_000)]
    if hint is int:
        return Annotated[int, Field(ge=-1000, le=1000)]
    if get_origin(hint) is Sequence:
        return Annotated[list[get_args(hint)[0]], Field(max_length=100)]  # type: ignore[misc]
    return hint


Edited: type[BaseModel] = create_model(
    "Edited", __base__=Body, text=(Text, ...), digest=(Annotated[str, Field(max_length=64)], ...),
    change=(change_model(), ...),
)  # fmt: skip


async def edited(request: Request, body: Edited) -> Response:  # type: ignore[valid-type]
    """The text with the change made."""
    given: Any = body
    if given.digest != digest(given.text):
        return problem(422, "Another text", "`digest` is not that of `text`; make the change on the text as it is.")
    change = given.change.model_dump(exclude_unset=True)
    found = await of(request).pool.run("edit", given.text, change, key=given.digest, language="en")
    return JSONResponse(found | {"digest": digest(found["text"])})
