"""`proposals.yaml`: proposals and decisions as a file, for those who prefer an editor to the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from detente.errors import InputError, Problem, TooLarge
from detente.model import dates
from detente.reading.proposals.proposal import ACTS, Act, Holds, Proposal, Span, Status, Unread, Voice

VERSION = 1
LIMIT = 20_000_000
STATUSES = ("open", "accepted", "edited", "rejected", "merged")
HEAD = (
    "# Proposals read from prose. Change `status` to accepted, rejected or open; correct any field and say edited.\n"
    "# Then: detente review THIS-FILE --apply\n"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Notebook:
    """What the file holds. `dialogue`: the dialogue file into which accepted proposals go; `as_of`: the texts' date."""

    dialogue: str = ""
    as_of: str = ""
    proposals: tuple[Proposal, ...] = ()
    unread: tuple[Unread, ...] = ()


def to_text(notebook: Notebook) -> str:
    """The file's text: round trip with `from_text`."""
    from detente.formats.emit import to_yaml

    data: dict[str, Any] = {"proposals_version": VERSION}
    if notebook.dialogue:
        data["dialogue"] = notebook.dialogue
    if notebook.as_of:
        data["as_of"] = notebook.as_of
    data["proposals"] = [_short(p.record()) for p in notebook.proposals]
    data["unread"] = [
        {"place": _place(u.span), "parties": list(u.parties), "sentence": u.span.text} for u in notebook.unread
    ]
    return HEAD + to_yaml({key: value for key, value in data.items() if value not in ([], {})})


def _place(span: Span) -> str:
    return f"{span.file}:{span.paragraph}:{span.sentence}:{span.start}-{span.end}"


def _short(record: dict[str, Any]) -> dict[str, Any]:
    """A record without what is empty; the evidence as a place and a sentence."""
    evidence = record.pop("evidence")
    span = Span(file=evidence["file"], start=evidence["start"], end=evidence["end"], paragraph=evidence["paragraph"],
                sentence=evidence["sentence"], text=evidence["text"])  # fmt: skip
    first = {"id": record.pop("id"), "status": record.pop("status"), "sentence": evidence["text"]}
    last = {"place": _place(span), "mark": f"{evidence['mark'][0]}-{evidence['mark'][1]}"}
    kept = {key: value for key, value in record.items() if value not in ("", [], False, None, "none")}
    return {**first, **kept, **last}


def from_text(text: str, file: str = "proposals.yaml") -> Notebook:
    """A file's text. Raises InputError with every problem, TooLarge."""
    if len(text) > LIMIT:
        raise TooLarge(f"{file}: characters", len(text), LIMIT)
    data = _load(text, file)
    if not isinstance(data, Mapping) or "proposals_version" not in data:
        raise InputError(
            Problem(
                message="this is no proposals file.", file=file, hint="`detente read FILE --into TALKS` writes one."
            )
        )
    problems: list[Problem] = []
    rows = data.get("proposals") or []
    proposals = tuple(p for row in rows if (p := _proposal(row, file, problems)) is not None)
    unread = tuple(_unread(row) for row in data.get("unread") or [] if isinstance(row, Mapping))
    as_of = str(data.get("as_of", ""))
    if as_of and (wrong := dates.fault(as_of)):
        problems.append(Problem(message=f"as_of: {wrong}.", file=file))
    if problems:
        raise InputError(*problems)
    return Notebook(dialogue=str(data.get("dialogue", "")), as_of=as_of, proposals=proposals, unread=unread)


def _load(text: str, file: str) -> Any:
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    try:
        return YAML(typ="safe", pure=True).load(text)
    except YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark is not None else None
        raise InputError(Problem(message="this is not YAML; a text may need quotes.", file=file, line=line)) from error
    except RecursionError as error:
        raise InputError(Problem(message="it is nested too deep.", file=file)) from error


def _span(place: str, text: str, mark: str) -> Span:
    name, paragraph, sentence, span = place.rsplit(":", 3)
    start, _, end = span.partition("-")
    low, _, high = mark.partition("-")
    return Span(file=name, start=int(start), end=int(end), paragraph=int(paragraph), sentence=int(sentence), text=text,
                mark=(int(low or 0), int(high or 0)))  # fmt: skip


def _strings(value: Any) -> tuple[str, ...]:
    if isinstance(value, str):
        return tuple(value.replace("+", " ").split())
    return tuple(str(v) for v in value) if isinstance(value, list) else ()


def _proposal(row: Any, file: str, problems: list[Problem]) -> Proposal | None:
    """A row, or None and its problems."""
    before = len(problems)
    if not isinstance(row, Mapping):
        problems.append(Problem(message="a proposal is not a mapping.", file=file))
        return None
    name = str(row.get("id", "?"))
    for field, allowed in (("act", ACTS), ("status", STATUSES)):
        if row.get(field) not in allowed:
            problems.append(
                Problem(message=f"{name}: {field} {row.get(field)!r} is not one of {', '.join(allowed)}.", file=file)
            )
    try:
        evidence = _span(str(row["place"]), str(row.get("sentence", "")), str(row.get("mark", "0-0")))
    except (KeyError, ValueError):
        problems.append(Problem(message=f"{name}: its place is missing or was changed.", file=file))
        return None
    if len(problems) > before:
        return None
    speaker = Voice(
        parties=_strings(row.get("speaker")),
        text=str(row.get("speaker_text", "")),
        step=str(row.get("speaker_step", "none")),
        inferred=bool(row.get("speaker_inferred")),
    )
    addressee = Voice(parties=_strings(row.get("addressee")), text=str(row.get("addressee_text", "")),
                      step=str(row.get("addressee_step", "none")),
                      inferred=bool(row.get("addressee_inferred")))  # fmt: skip
    was = row.get("read_as") or ("", "", "")
    return Proposal(
        id=name, act=cast(Act, row["act"]), status=cast(Status, row["status"]), speaker=speaker, addressee=addressee,
        evidence=evidence, origin="model" if row.get("origin") == "model" else "rule",
        figures=_texts(row.get("figures")), dates=_texts(row.get("dates")), hypothetical=bool(row.get("hypothetical")),
        quoted=bool(row.get("quoted")), confidence=_share(row.get("confidence")),
        read_as=(str(was[0]), str(was[1]), str(was[2])) if len(was) == 3 else ("", "", ""),
        object=str(row.get("object", "")), thing=str(row.get("thing", "")),
        polarity="-" if row.get("polarity") == "-" else "+", condition=str(row.get("condition", "")),
        holds=cast(Holds, row.get("holds", "")), fact=str(row.get("fact", "")), fact_now=bool(row.get("fact_now")),
        fact_by=_strings(row.get("fact_by")), fact_thing=str(row.get("fact_thing", "")),
        hindrance=str(row.get("hindrance", "")), reason=str(row.get("reason", "")),
        likelihood=str(row.get("likelihood", "")), rule=str(row.get("rule", "")), code=str(row.get("code", "")),
        reported_by=str(row.get("reported_by", "")), reviewer=str(row.get("reviewer", "")),
        note=str(row.get("note", "")),
        same_as=str(row.get("same_as", "")),
    )  # fmt: skip


def _texts(value: Any) -> tuple[str, ...]:
    return tuple(str(v) for v in value) if isinstance(value, list) else ()


def _share(value: Any) -> float:
    return float(value) if isinstance(value, int | float) else 0.5


def _unread(row: Mapping[str, Any]) -> Unread:
    try:
        span = _span(str(row.get("place", ":0:0:0-0")), str(row.get("sentence", "")), "0-0")
    except ValueError:
        span = Span(file="", start=0, end=0, paragraph=0, sentence=0, text=str(row.get("sentence", "")))
    return Unread(span=span, parties=_strings(row.get("parties")))


def load(path: Path) -> Notebook:
    """A proposals file. Raises InputError if it is missing or broken."""
    try:
        return from_text(path.read_text(encoding="utf-8"), path.name)
    except FileNotFoundError as error:
        raise InputError(Problem(message="there is no such proposals file.", file=str(path))) from error
    except UnicodeDecodeError as error:
        raise InputError(Problem(message="this is not UTF-8 text.", file=path.name)) from error


def beside(dialogue: Path) -> Path:
    """Where the proposals for a dialogue file are kept: talks.yaml -> talks.proposals.yaml."""
    return dialogue.with_name(f"{dialogue.stem}.proposals.yaml")


def listing(proposals: Iterable[Proposal]) -> tuple[Proposal, ...]:
    """Those that go into a dialogue: accepted, or edited and accepted."""
    return tuple(p for p in proposals if p.status in ("accepted", "edited") and p.speaker.parties)
