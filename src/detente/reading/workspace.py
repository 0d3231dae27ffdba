"""What the two commands share: a dialogue's names, the proposals file beside it, and the JSON of a reading."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from detente.errors import DetenteError, InputError
from detente.model import dates
from detente.model.ids import derived
from detente.reading.corpus import Corpus, Entry, Failure, as_csv, as_json_lines, firsts
from detente.reading.draft.options import option_like
from detente.reading.draft.writer import Merged, begun, merge_into
from detente.reading.grammar.names import Names, shipped, with_dialogue
from detente.reading.pipeline import read
from detente.reading.proposals import file as notebook
from detente.reading.proposals.proposal import Proposal
from detente.reading.proposals.review import carry
from detente.reading.text.prose import Prose

if TYPE_CHECKING:
    from detente.model.dialogue import Dialogue, Party
    from detente.reading.coded import Events
    from detente.reading.draft.chronicle import Chronicle


def check_date(date: str) -> None:
    """Raises InputError unless a date is as the dialogue file has them (or empty)."""
    if date and (fault := dates.fault(date)):
        raise InputError(fault)


def ready(into: str) -> tuple[Dialogue | None, Names]:
    """The dialogue into which is read, if it exists, and the names to read by. Raises InputError if it is unsound."""
    path = Path(into)
    if into and path.suffix not in (".yaml", ".yml"):
        raise InputError(f"{into}: proposals go into a dialogue file in YAML; name it with .yaml.")
    if not into or not path.exists():
        if into and not path.parent.exists():
            raise InputError(f"There is no folder {path.parent} for {path.name}.")
        return None, shipped()
    return opened(path)


def opened(path: Path) -> tuple[Dialogue | None, Names]:
    """A dialogue file and the names to read by; see `read_by`."""
    from detente.formats import text_of

    return read_by(text_of(path, path.name), path.name)


def read_by(text: str, file: str, more: Sequence[str] = ()) -> tuple[Dialogue | None, Names]:
    """A dialogue file's text and the names to read by: its parties', and `more` that nobody knows yet.

    A file that is only begun (no options yet) is no dialogue, but its parties are names to read by.
    """
    from detente.formats import parse
    from detente.formats.edit import set_value

    data = begun(text, file)
    parties = data.get("parties") or {}
    if data.get("options") or not isinstance(parties, dict):
        dialogue = parse(text, file)
        return dialogue, with_dialogue((*dialogue.parties, *_strangers(more, parties)))
    if not parties:
        return None, with_dialogue(_strangers(more, parties)) if more else shipped()
    # An option that stands for those to come: the dialogue's own reader then checks the rest.
    first = {"by": str(next(iter(parties)))}
    if "options" in data:
        text = set_value(text, ("options", "to_come"), first, file)
    else:
        text = set_value(text, ("options",), {"to_come": first}, file)
    return None, with_dialogue((*parse(text, file).parties, *_strangers(more, parties)))


def _strangers(named: Sequence[str], taken: Iterable[str]) -> Iterator[Party]:
    """Parties of these names, with ids of their own."""
    from detente.model.dialogue import Party

    ids = set(taken)
    for name in dict.fromkeys(named):
        id = derived(name.lower(), ids).replace("-", "_")
        ids.add(id)
        yield Party(id=id, name=name)


def sent(proses: Sequence[Prose], llm: str, model: str, force: bool = False) -> tuple[str, ...]:
    """All that would be sent to a language model, for the user's eyes; nothing is sent."""
    from detente.reading.llm import requests

    return tuple(request.shown() for prose in proses for request in requests(prose, llm, model, force))


def read_proses(proses: Sequence[Prose], names: Names, *, force: bool = False, llm: str = "",
                model: str = "") -> Corpus:  # fmt: skip
    """Texts at hand, one after the other; with a language model as a second reader, if one is named."""
    readings, failures = [], []
    for prose in proses:
        try:
            reading = read(prose, names, force=force)
        except InputError as error:
            failures.append(Failure(file=prose.name, message=str(error)))
            continue
        if llm:
            from detente.reading.llm import add_model

            reading = add_model(reading, prose, names, llm, model, force=force)
        readings.append(reading)
    return Corpus(readings=tuple(readings), failures=tuple(failures))


def suggest(p: Proposal, dialogue: Dialogue | None) -> Proposal:
    """A proposal with the option of the dialogue that seems to say the same (a reviewer clears it with "-")."""
    if dialogue is None or p.settled or p.same_as:
        return p
    options = {option.id: {"by": option.by, "text": option.text} for option in dialogue.options}
    holders = p.addressee.parties if p.act == "demand" else p.speaker.parties
    found = next((key for by in holders if (key := option_like(options, by, p.object, ""))), "")
    return replace(p, same_as=found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What was written to a proposals file: the proposals of this reading, and what became of earlier decisions.

    `here`, `elsewhere`: decisions kept on the texts read now and on others; `dropped`: those whose sentence a text read
    now no longer has, or no longer says so.
    """

    proposals: tuple[Proposal, ...]
    path: Path
    here: int
    elsewhere: int
    dropped: tuple[Proposal, ...]


def keep(corpus: Corpus, into: str, as_of: str, dialogue: Dialogue | None = None) -> Kept:
    """The proposals file beside a dialogue written anew, earlier decisions kept."""
    from detente.formats.writing import held

    path = notebook.beside(Path(into))
    with held(path):
        return _kept(corpus, path, into, as_of, dialogue)


def _kept(corpus: Corpus, path: Path, into: str, as_of: str, dialogue: Dialogue | None) -> Kept:
    """The same, while nobody else writes to the folder: what two readings find at once is all kept."""
    from detente.formats import write

    old = notebook.load(path) if path.exists() else notebook.Notebook()
    fresh = tuple(suggest(p, dialogue) for p in carry(corpus.proposals, old.proposals))
    read_now = {reading.file for reading in corpus.readings}
    others = tuple(p for p in old.proposals if p.evidence.file not in read_now)
    listed = tuple(replace(p, id=f"p{k}") for k, p in enumerate((*others, *fresh), start=1))
    unread = tuple(u for u in old.unread if u.span.file not in read_now) + tuple(
        u for r in corpus.readings for u in r.unread
    )
    book = notebook.Notebook(dialogue=Path(into).name, as_of=as_of or old.as_of, proposals=listed, unread=unread)
    write(path, notebook.to_text(book))
    again = {p.key for p in fresh}
    gone = (p for p in old.proposals if p.settled and p.evidence.file in read_now and p.key not in again)
    return Kept(
        proposals=tuple(p for p in listed if p.evidence.file in read_now), path=path, dropped=tuple(gone),
        here=sum(p.settled for p in fresh), elsewhere=sum(p.settled for p in others),
    )  # fmt: skip


def record_events(found: Events, into: str) -> Chronicle:
    """Coded events written into a dialogue file: whole, or left as it was."""
    from detente.formats import write
    from detente.reading.draft.chronicle import chronicle

    target = Path(into)
    if not target.exists():
        raise InputError(f"There is no {into} yet: begin the dialogue first (detente new, or read prose into it).")
    text = target.read_text(encoding="utf-8")
    made = chronicle(text, found, target.name)
    if made.text != text:
        write(target, made.text)
    return made


def write_events(path: str, entries: Sequence[Entry], names: Names) -> None:
    """Events as CSV or JSON lines, by the suffix, whole or not at all."""
    from detente.formats import write

    write(path, as_csv(entries, names) if path.endswith(".csv") else as_json_lines(entries, names))


def record(corpus: Corpus, proposals: Sequence[Proposal], entries: Sequence[Entry] = ()) -> dict[str, Any]:
    """A reading as plain data, for JSON."""
    data: dict[str, Any] = {
        "files": [
            {"file": r.file, "characters": r.characters, "sentences": r.sentences, "seconds": round(r.seconds, 3),
             "parties": [{"id": id, "name": name, "mentions": n} for id, name, n in r.parties],
             "warnings": list(r.warnings)}
            for r in corpus.readings
        ],
        "proposals": [p.record() for p in proposals],
        "unread": [
            {"file": u.span.file, "paragraph": u.span.paragraph, "sentence": u.span.sentence, "start": u.span.start,
             "end": u.span.end, "text": u.span.text, "parties": list(u.parties)}
            for r in corpus.readings for u in r.unread
        ],
        "failures": [{"file": f.file, "message": f.message} for f in corpus.failures],
    }  # fmt: skip
    if entries:
        data["timeline"] = [{"date": e.date, "party": e.party, "front": e.front, "id": e.proposal.id} for e in entries]
        data["firsts"] = [
            {"date": f.date, "party": f.party, "act": f.act, "object": f.object, "file": f.file, "times": f.times}
            for f in firsts(entries)
        ]
    return data


def notebook_of(name: str) -> tuple[Path, notebook.Notebook]:
    """The proposals file that a dialogue file or its own name means."""
    path = Path(name)
    if not path.name.endswith(".proposals.yaml") and (beside := notebook.beside(path)).exists():
        path = beside
    if not path.exists():
        raise InputError(f"There are no proposals for {name}; begin with: detente read FILE --into {name}")
    return path, notebook.load(path)


def parties_known(book: notebook.Notebook) -> tuple[str, ...]:
    """Ids that a reviewer may settle a speaker to: those of the proposals and of the tables."""
    own = {party for p in book.proposals for party in (*p.speaker.parties, *p.addressee.parties)}
    return tuple(sorted(own | set(shipped().parties)))


def decided(path: Path, book: notebook.Notebook) -> notebook.Notebook:
    """The proposals file with a session's decisions written; what somebody else put into it meanwhile stays."""
    from detente.formats import write
    from detente.formats.writing import held

    with held(path):
        now = notebook.load(path)
        proposals = book.proposals
        if {p.key for p in now.proposals} != {p.key for p in proposals}:
            proposals = carry(now.proposals, proposals)
        found = replace(now, proposals=proposals)
        write(path, notebook.to_text(found))
    return found


def apply(book: notebook.Notebook, path: Path) -> tuple[Merged, Path]:
    """Accepted proposals into the dialogue file that the notebook names; written whole, or left as it was.

    InputError if somebody changed that file meanwhile.
    """
    from detente.formats import write

    if not book.dialogue:
        raise InputError(f"{path.name} names no dialogue; add a line: dialogue: talks.yaml")
    target = path.parent / Path(book.dialogue).name
    listed = notebook.listing(book.proposals)
    raw = target.read_bytes() if target.exists() else None
    text = target.read_text(encoding="utf-8") if raw is not None else ""
    try:
        names = ready(str(target))[1]
    except DetenteError as error:
        raise InputError(f"{target.name} is not sound, so nothing was added to it:\n{error}") from error
    merged = merge_into(text, listed, title=target.stem, as_of=book.as_of, names=names, file=target.name)
    if merged.text != text:
        write(target, merged.text, was=raw)
    nobody = [p.id for p in book.proposals if p.status in ("accepted", "edited") and p not in listed]
    unsaid = tuple(f"{id}: nobody is named as its speaker; edit it, then accept it again" for id in nobody)
    return replace(merged, left=(*merged.left, *unsaid)), target
