"""Prose in, and the review of what was read."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from detente.cli.common import as_json, lang, print_document, print_json
from detente.cli.say import say
from detente.formats import text_of, write
from detente.reading.coded import coded, is_coded
from detente.reading.corpus import firsts, read_many
from detente.reading.proposals.confidence import COUNTED
from detente.reading.terminal import chronicle_lines, coded_page, kept_lines, merged_lines, scores_page, timeline_page
from detente.reading.workspace import (
    apply,
    check_date,
    decided,
    keep,
    notebook_of,
    parties_known,
    read_proses,
    ready,
    record,
    record_events,
    sent,
    write_events,
)
from detente.report.pages.reading import Position, Read, view

if TYPE_CHECKING:
    from detente.reading.corpus import Corpus
    from detente.reading.grammar.names import Names
    from detente.reading.proposals.proposal import Proposal, Voice
    from detente.reading.text.prose import Prose
    from detente.report.document import Document
    from detente.report.pages.reading import Position


@click.command()
@click.argument("files", nargs=-1, metavar="FILE…")
@click.option(
    "--into", default="", metavar="TALKS", help="Keep the proposals for this dialogue file (new or existing)."
)
@click.option("--as-of", default="", metavar="DATE", help="The date of the texts: 2010, 2010-10 or 2010-10-22.")
@click.option("--evaluate", "gold", default="", metavar="GOLD", help="Score the reader on an annotated file.")
@click.option("--events", default="", metavar="OUT", help="Write PLOVER-coded events (.csv or .jsonl).")
@click.option("--timeline", is_flag=True, help="Positions by date and party, and who said what first.")
@click.option("--llm", default="", metavar="URL", help="Ask a language model too (OpenAI-compatible endpoint).")
@click.option("--model", default="", metavar="NAME", help="The model's name at that endpoint.")
@click.option(
    "--send",
    type=click.Choice(["ask", "yes", "dry-run"]),
    default="ask",
    show_default=True,
    help="Before anything goes to the model: show it and ask, send it, or show it and stop.",
)
@click.option("--scheduler", default="", metavar="ADDRESS", help="Read on the Dask cluster there.")
@click.option("--force", is_flag=True, help="Read a text that is not English all the same.")
@click.option("-o", "--output", default="", metavar="FILE", help="Write the page to FILE: .md .html .txt .pdf .docx.")
@lang
@as_json
def read(files: tuple[str, ...], into: str, as_of: str, gold: str, events: str, timeline: bool, llm: str, model: str,
         send: str, scheduler: str, force: bool, output: str, json_: bool) -> None:  # fmt: skip
    """Propose positions found in prose, each beside its sentence.

    FILE is a text, Markdown, HTML, PDF or DOCX file, or - for standard input. Nothing enters a dialogue before
    `detente review` has accepted it. Event data (.csv, .tsv, .jsonl: PLOVER, POLECAT, GDELT) are no prose: they are
    told as a timeline and go into the rounds of TALKS at once.
    """

    check_date(as_of)
    if files and not gold and all(map(is_coded, files)):
        _coded(files, into, json_)
        return
    if gold:
        _evaluate(gold, files, json_)
        return
    _usage(files, llm, model, events)
    from detente.reading import corpus as corpora

    dialogue, names = ready(into)
    corpus = _read(files, names, scheduler, force, llm, model, send)
    proposals = corpus.proposals
    if into:
        kept = keep(corpus, into, as_of, dialogue)
        proposals = kept.proposals
    entries = corpora.timeline(proposals, as_of=as_of, options=dialogue.options if dialogue else ())
    if events:
        write_events(events, entries, names)
    if output:
        _write(output, _page(corpus, proposals, names))
        say(f"wrote {output}", err=json_)
    elif not json_ and not timeline:
        print_document(_page(corpus, proposals, names))
    if json_ or timeline:
        _print(corpus, proposals, entries, json_, timeline)
    if events:
        say(f"wrote {len(entries)} events to {events}", err=True)
    if into:
        say("\n".join([*kept_lines(kept), f"next: detente review {into}"]), err=json_)


def _coded(files: tuple[str, ...], into: str, json_: bool) -> None:
    """Event data: a timeline, and into the rounds of a dialogue."""
    _, names = ready(into)
    found = [coded(_table(Path(file)), Path(file).name, names) for file in files]
    if json_:
        print_json({"files": found})
    else:
        say(coded_page(found, names))
    for events in found if into else ():
        say("\n".join(chronicle_lines(events, record_events(events, into), into)), err=json_)


def _table(path: Path) -> str:
    return text_of(path, str(path))


def _usage(files: tuple[str, ...], llm: str, model: str, events: str) -> None:
    if not files:
        raise click.UsageError("name a file to read, or - for standard input")
    if bool(llm) != bool(model):
        raise click.UsageError("--llm and --model go together")
    if events and Path(events).suffix not in (".csv", ".jsonl"):
        raise click.UsageError("--events writes .csv or .jsonl")


LONG = 1_000_000
"""Bytes from which on a user is told that it takes a while."""


def _read(files: tuple[str, ...], names: Names, scheduler: str, force: bool, llm: str, model: str,
          send: str) -> Corpus:  # fmt: skip
    size = sum(Path(f).stat().st_size for f in files if Path(f).is_file())
    if size > LONG:
        say(f"reading {size / 1e6:.1f} MB; about a minute for each", err=True)
    if "-" in files or llm:
        proses = _proses(files)
        _ask_to_send(proses, "-" in files, send, llm, model, force)
        corpus = read_proses(proses, names, force=force, llm=llm, model=model)
    else:
        corpus = read_many([Path(f) for f in files], names, scheduler=scheduler, force=force)
    for failure in corpus.failures:
        if corpus.readings:
            say(failure.message, err=True)
    if not corpus.readings:
        from detente.errors import InputError

        raise InputError(*(failure.message for failure in corpus.failures))
    for reading in corpus.readings:
        for warning in reading.warnings:
            say(f"{reading.file}: {warning}", err=True)
    return corpus


def _ask_to_send(proses: list[Prose], piped: bool, send: str, llm: str, model: str, force: bool) -> None:
    """Shows what would go to a language model, and asks; a dry run stops there."""
    if not llm:
        return
    shown = sent(proses, llm, model, force)
    for request in shown:
        say(request, err=True)
    if send == "dry-run":
        say(f"a dry run: nothing was sent ({len(shown)} to {llm})", err=True)
        raise SystemExit(0)
    if send != "yes":
        if piped:
            raise click.UsageError("the text comes from standard input, so that you cannot be asked; add --send yes")
        click.confirm(f"Send this to {llm}?", abort=True, err=True)


def _proses(files: tuple[str, ...]) -> list[Prose]:
    from detente.reading.text.ingest import from_bytes, ingest

    return [from_bytes("standard input", sys.stdin.buffer.read()) if f == "-" else ingest(Path(f)) for f in files]


def _print(corpus: Corpus, proposals: Any, entries: Any, json_: bool, timeline: bool) -> None:
    if json_:
        print_json(record(corpus, proposals, entries if timeline else ()))
    else:
        say(timeline_page(entries, firsts(entries)))


def _write(output: str, page: Document) -> None:
    """The page as a file, in the format of its name."""
    from detente.report.renderers import check, rendered

    write(Path(output), rendered(page, check(output, template="")))


def _page(corpus: Corpus, proposals: Sequence[Proposal], names: Names) -> Document:
    """What was read, for the page: sentence by sentence, parties by their names."""
    from itertools import groupby

    from detente.reading.proposals.unread import likeliest_first

    texts = []
    for reading in corpus.readings:
        mine = [p for p in proposals if p.evidence.file == reading.file]
        grouped = [list(group) for _, group in groupby(mine, key=lambda p: p.evidence.sentence)]
        sentences = tuple((group[0].evidence.place, group[0].evidence.text, tuple(_position(p, names) for p in group))
                          for group in grouped)  # fmt: skip
        unread = tuple((u.span.place, u.span.text) for u in likeliest_first(reading.unread))
        texts.append(Read(name=reading.file, count=reading.sentences, sentences=sentences, unread=unread))
    words = list(dict.fromkeys(p.speaker.text for p in proposals if not p.speaker.parties and p.speaker.text))
    most = 2 * sum(not p.speaker.parties for p in proposals) >= len(proposals)
    return view(texts, words[:4] if most else ())


def _position(p: Proposal, names: Names) -> Position:
    told = {"condition": p.condition, "reason": p.reason, "likelihood": p.likelihood,
            "figures": ", ".join(p.figures), "dates": ", ".join(p.dates)}  # fmt: skip
    return Position(
        id=p.id, act=p.act, who=_called(p.speaker, names) or "?", to=_called(p.addressee, names),
        inferred=p.addressee.inferred, object=p.object, more=tuple((k, v) for k, v in told.items() if v),
        share=None if p.origin == "model" else round(p.confidence * 10), ruled=p.rule != COUNTED,
    )  # fmt: skip


def _called(voice: Voice, names: Names) -> str:
    """Parties by their names; the text's words where nobody knows who that is."""
    known = [names.parties[id].name if id in names.parties else id for id in voice.parties]
    return ", ".join(known) or (f"“{voice.text}”" if voice.text else "")


def _evaluate(gold: str, files: tuple[str, ...], json_: bool) -> None:
    from detente.reading.measure.evaluate import evaluate, load_gold, needs_text

    loaded = load_gold(Path(gold))
    if needs_text(loaded) and not files:
        raise click.UsageError("this gold file has no texts of its own: name the text that it annotates")
    scores = evaluate(loaded, _proses(files) if needs_text(loaded) else ())
    if json_:
        print_json(scores.record())
    else:
        say(scores_page(scores))


@click.command()
@click.argument("talks", metavar="TALKS|PROPOSALS")
@click.option("--apply", "apply_", is_flag=True, help="No questions: take the decisions that the proposals file has.")
@click.option("--reviewer", default="", metavar="NAME", help="Who decides; kept with each decision.")
def review(talks: str, apply_: bool, reviewer: str) -> None:
    """Accept, edit or reject what `read` proposed; what is accepted goes into the dialogue file.

    TALKS is the dialogue file that was given to `detente read --into`, or its proposals file.
    """
    from detente.reading.proposals import review as reviewing

    path, book = notebook_of(talks)
    session = reviewing.start(book.proposals, book.unread, reviewer=reviewer, known=parties_known(book))
    if not apply_:
        session = _session(session)
        session = replace(session, proposals=decided(path, replace(book, proposals=session.proposals)).proposals)
        say(f"wrote {path} (the decisions)")
    say(reviewing.summary(session))
    merged, target = apply(replace(book, proposals=session.proposals), path)
    for line in merged.left:
        say(f"left: {line}", err=True)
    say("\n".join(merged_lines(merged, session.proposals, str(target), talks)))


def _session(session: Any) -> Any:
    from detente.reading.proposals.review import HELP, show, step

    say(HELP)
    while session.current is not None:
        say("\n" + show(session))
        try:
            command = click.prompt(">", default="s", show_default=False, prompt_suffix=" ")
        except click.exceptions.Abort:
            say("stopped; the decisions so far are kept")
            break
        session, message = step(session, command)
        if message:
            say(message)
    return session
