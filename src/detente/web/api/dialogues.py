"""Dialogues, their versions and drafts."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import Header, Query, Request, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field

from detente.errors import InputError
from detente.formats import shipped
from detente.formats.new import new as starter
from detente.formats.nodes import MAX_BYTES
from detente.store import Moved, NotThere, Store, Version
from detente.store.records import digest
from detente.web.problems import problem
from detente.web.workbench import Workbench, of

Name = Annotated[str, Field(min_length=1, max_length=100)]
Text = Annotated[str, Field(max_length=MAX_BYTES)]


class Body(BaseModel):
    """A body of a request: what is not one of its fields is refused."""

    model_config = ConfigDict(extra="forbid")


class Made(Body):
    """A new dialogue. `from`: an example (of the name `text`), a text, or a commented start."""

    name: Name
    begun: Literal["example", "text", "empty"] = Field("empty", alias="from")
    text: Text = ""


class Saved(Body):
    """A text to be saved. `by`: who saves; whom the workbench knows, if left out."""

    text: Text
    message: Annotated[str, Field(max_length=2000)] = ""
    by: Annotated[str, Field(max_length=200)] = ""


class Kept(Body):
    """A draft. `base`: the digest of the text that it began from."""

    text: Text
    base: Annotated[str, Field(max_length=64)] = ""


def listed(
    request: Request,
    q: Annotated[str, Query(max_length=200)] = "",
    limit: Annotated[int, Query(ge=1, le=1000)] = 1000,
    after: Annotated[str, Query(max_length=100)] = "",
) -> dict[str, Any]:
    """The dialogues by name. `q`: only those whose name or text has these words; `after`: only those behind it."""
    from detente.web.shelf import rows

    bench = of(request)
    found = [row for row in rows(bench.store, q) if row["name"] > after]
    return {"dialogues": found[:limit], "more": len(found) > limit}


def made(request: Request, body: Made) -> Response:
    """Makes a dialogue; 409 where there is one of that name."""
    bench = of(request)
    if body.name in bench.store.dialogues():
        return problem(409, "There already", f"There is a dialogue `{body.name}`.")
    version = bench.store.save(body.name, _begun(body), None, bench.author, "")
    answer = shown(bench, version, status=201)
    answer.headers["location"] = f"/api/v1/dialogues/{version.name}"
    return answer


def _begun(body: Made) -> str:
    if body.begun == "text":
        return body.text
    if body.begun == "empty":
        return starter(body.name)
    file = shipped(body.text)
    if file is None:
        raise NotThere(f"there is no example `{body.text}`")
    return file.read_text(encoding="utf-8")


def read(request: Request, name: str, if_none_match: Annotated[str | None, Header()] = None) -> Response:
    """The newest version, and what is being written; 304 where the text is that of `If-None-Match`."""
    bench = of(request)
    head = bench.store.head(name)
    if if_none_match is not None and if_none_match.strip('"') == head.digest:
        return Response(status_code=304, headers={"etag": f'"{head.digest}"'})
    return shown(bench, head)


def saved(
    request: Request, name: str, body: Saved, if_match: Annotated[str | None, Header()] = None
) -> Response:
    """Saves on top of the version that `If-Match` names; where it is no longer the newest, both are told."""
    bench = of(request)
    if if_match is None:
        return problem(428, "Which version?", "A write says in If-Match which version it was made on.")
    parent = on(bench.store, name, if_match)
    if parent is None:
        return problem(412, "Another version", f"`{name}` has no version with that digest.")
    author = body.by or bench.author
    try:
        version = bench.store.save(name, body.text, parent.id, author, body.message)
    except Moved as moved:
        return outrun(bench.store, moved)
    return shown(bench, version)


def on(store: Store, name: str, tag: str) -> Version | None:
    """The newest version whose text has that digest (an ETag, in quotes or not)."""
    wanted = tag.removeprefix("W/").strip('"')
    return next((version for version in store.versions(name) if version.digest == wanted), None)


def outrun(store: Store, moved: Moved) -> Response:
    """What a save is told that came too late: what is there now, and both changes in one text where that goes."""
    if moved.head is None:
        return problem(412, "Gone", str(moved))
    conflicts = moved.merged.conflicts if moved.merged else ()
    merged = moved.merged.text if moved.merged and not conflicts else None
    return problem(
        409, "Saved in between", str(moved), digest=moved.head.digest, text=store.text(moved.head),
        by=moved.head.author, number=moved.head.number, merged=merged,
        conflicts=[{"entry": c.entry, "base": c.base, "ours": c.ours, "theirs": c.theirs} for c in conflicts],
    )  # fmt: skip


def removed(request: Request, name: str, if_match: Annotated[str | None, Header()] = None) -> Response:
    """Takes a dialogue off the list."""
    bench = of(request)
    if if_match is None:
        return problem(428, "Which version?", "A write says in If-Match which version it was made on.")
    parent = on(bench.store, name, if_match)
    if parent is None:
        return problem(412, "Another version", f"`{name}` has no version with that digest.")
    try:
        bench.store.remove(name, parent.id)
    except Moved as moved:
        return outrun(bench.store, moved)
    return Response(status_code=204)


def kept(request: Request, name: str, body: Kept) -> dict[str, Any]:
    """Keeps what is being written; when this is answered it is on the disk."""
    bench = of(request)
    version = on(bench.store, name, body.base) if body.base else None
    draft = bench.store.keep_draft(name, body.text, version.id if version else "", author=bench.author)
    return {"digest": digest(draft.text), "base": body.base if version else "", "time": draft.time}


def dropped(request: Request, name: str) -> Response:
    """Forgets what was being written."""
    bench = of(request)
    bench.store.drop_draft(name, author=bench.author)
    return Response(status_code=204)


def versions(request: Request, name: str) -> dict[str, Any]:
    """All versions, the newest first."""
    return {"versions": [told(version) for version in of(request).store.versions(name)]}


def version(request: Request, name: str, version: str) -> Response:
    """One version with its text."""
    bench = of(request)
    listed = bench.store.versions(name)
    found = next((one for one in listed if str(one.number) == version), None)
    return shown(bench, found or bench.store.version(name, version), draft=False)


def told(version: Version) -> dict[str, Any]:
    """A version as the door speaks of it."""
    return {"version": version.number, "id": version.id, "digest": version.digest,
            "parents": list(version.parents), "by": version.author, "changed": version.time,
            "message": version.message}  # fmt: skip


def shown(bench: Workbench, version: Version, *, status: int = 200, draft: bool = True) -> Response:
    """A version with its text; its digest is the ETag."""
    said = {"name": version.name, "text": bench.store.text(version), **told(version)}
    if draft:
        said["draft"] = _draft(bench, version)
    return JSONResponse(said, status_code=status, headers={"etag": f'"{version.digest}"'})


def _draft(bench: Workbench, version: Version) -> dict[str, Any] | None:
    found = bench.store.draft(version.name, author=bench.author)
    if found is None:
        return None
    try:
        base = bench.store.version(version.name, found.base).digest if found.base else ""
    except InputError:
        base = ""
    return {"text": found.text, "digest": digest(found.text), "base": base, "time": found.time}
