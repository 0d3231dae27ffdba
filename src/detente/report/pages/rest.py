"""What a file says besides who, what and why: fronts, texts, views, positions …, each with its evidence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from detente.model.dialogue import Dialogue, Happened, Judgement, Levels, Line, Offer, View
from detente.report import lines, wording
from detente.report.brief import offers
from detente.report.document import Cite, Code, Column, Rows, Section, Table, Text
from detente.report.language import _, _later, _n, said
from detente.report.pages.backtest import CAME

Row = tuple[Text, Text]


def section(dialogue: Dialogue) -> Section:
    """A row for each of these entries, under the name of its kind; no block where the file has none."""
    groups = tuple(Rows(title=title, rows=rows) for title, found in _kinds(dialogue) if (rows := tuple(found)))
    table = Table(columns=(Column(kind="subject"), Column(kind="text")), groups=groups)
    blocks = (table,) if groups else ()
    return Section(id="rest", label=_("Also"), finding=_("What else the file says"), blocks=blocks)


def _kinds(dialogue: Dialogue) -> Iterator[tuple[str, Iterable[Row]]]:
    yield _("Fronts"), (_row(front.id, _front(front.name, front.kind, front.rank), front) for front in dialogue.fronts)
    yield _("Texts of others"), (
        _row(text.id, _by(dialogue, text.by, _in(text.round, wording.levels(dialogue, text.sets))), text)
        for text in dialogue.texts
    )
    yield _("Offers"), (
        _row(offer.id, _by(dialogue, offer.by, _offer(dialogue, offer)), offer) for offer in dialogue.offers
    )
    yield _("What one believes of another"), (_row(view.id, _view(dialogue, view), view) for view in dialogue.views)
    yield _("Doubts"), (_row(doubt.option, _doubt(dialogue, doubt.who, doubt.of, doubt.option), doubt)
                        for doubt in dialogue.doubts)  # fmt: skip
    yield _("What each says that all should do"), _stances(dialogue, dialogue.positions)
    yield _("What each says that it will do"), _stances(dialogue, dialogue.intentions)
    yield _("What each does or gets without agreement"), _stances(dialogue, dialogue.fallback)
    yield _("How each is disposed to others"), (
        ((Code(who),), (wording.listed(_attitude(dialogue, of, sign) for of, sign in others.items()),))
        for who, others in dialogue.attitudes.items()
    )
    if dialogue.signature is not None:
        chance, by = wording.likelihood(dialogue.signature.chance.value), dialogue.signature.by
        told = _("{likelihood}, by {date}", likelihood=chance, date=wording.date(by)) if by else chance
        yield _("A signature"), (_row("signature", told, dialogue.signature),)
    yield _("What came afterwards"), (
        _row(wording.date(one.date), _came(dialogue, one), one) for one in dialogue.happened
    )
    yield _("Answers of the interview"), (_row(one.question, _judged(one), one) for one in dialogue.judgements)
    yield _("Warnings that are muted"), (_row(one.at or one.code, f"{one.code}: {one.because}", one)
                                         for one in dialogue.silences)  # fmt: skip
    yield _("Notes"), (((), (text,)) for text in (dialogue.note,) if text)


def _row(id: str, told: str, entry: Line) -> Row:
    return (Code(id),), (told, *lines.basis(entry.basis), Cite(entry.evidence))


def _by(dialogue: Dialogue, party: str, what: str) -> str:
    return _("{party}: {steps}", party=wording.capital(wording.party(dialogue, party)), steps=what)


def _in(round: str, what: str) -> str:
    return _("{what} (round {round})", what=what, round=round) if round else what


def _front(name: str, *more: str) -> str:
    return ", ".join(part for part in (name, *more) if part)


def _offer(dialogue: Dialogue, offer: Offer) -> str:
    told = offers.terms(dialogue, offer)
    if not offer.otherwise:
        return told
    return _("{offer}; else {steps}", offer=told, steps=wording.levels(dialogue, offer.otherwise))


def _view(dialogue: Dialogue, view: View) -> str:
    """Whose belief of whom, and every change that it makes to the other's list."""
    who, of = wording.capital(wording.party(dialogue, view.who)), wording.party(dialogue, view.of)
    told = [view.because] if view.because else []
    told += [_("without {line}", line=wording.quoted(id)) for id in view.drop]
    told += [_("with: {want}", want=wording.condition(dialogue, line.statement.want)) for line in view.add]
    told += [_("{line} higher by {n}", line=wording.quoted(id), n=-places) if places < 0 else
             _("{line} lower by {n}", line=wording.quoted(id), n=places) for id, places in view.move]  # fmt: skip
    if view.instead is not None:
        wants = [wording.condition(dialogue, expr) for expr in view.instead.exprs]
        for group in view.instead.ranking:
            wants.append(wording.either(wording.state(dialogue, dialogue.state(code)) for code in group))
        told.append(_("another list: {wants}", wants=wording.series(wants)))
    told += [wording.likelihood(view.sure.value)] if view.sure is not None else []
    return _("{who} of {of}: {what}", who=who, of=of, what=wording.series(told))


def _doubt(dialogue: Dialogue, who: str, of: str, option: str) -> str:
    return _n("{who} does not believe {of} about {option}", "{who} do not believe {of} about {option}",
              wording.verbs(dialogue, who), who=wording.capital(wording.party(dialogue, who)),
              of=wording.party(dialogue, of), option=wording.quoted(wording.called(dialogue, option)))  # fmt: skip


def _stances(dialogue: Dialogue, said_of: Mapping[str, Levels]) -> Iterator[Row]:
    for party, levels in said_of.items():
        yield (Code(party),), (wording.levels(dialogue, levels),)


_SIGNS = {"+": _later("well to {party}"), "-": _later("ill to {party}"), "0": _later("neither way to {party}")}


def _attitude(dialogue: Dialogue, of: str, sign: str) -> str:
    return said(_SIGNS[sign]).format(party=wording.party(dialogue, of))


def _came(dialogue: Dialogue, one: Happened) -> str:
    if one.signing:
        return _("a package was signed") if one.signed else _("no package was signed by then")
    about = wording.ask(dialogue, one.ask) if one.ask else wording.condition(dialogue, one.what) if one.what else ""
    return f"{about}{wording.colon()}{said(CAME[one.holds])}"


def _judged(one: Judgement) -> str:
    return ", ".join(part for part in (one.answer, wording.date(one.date) if one.date else "") if part)
