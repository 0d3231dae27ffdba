"""The sheets of a class exercise: one for each role with its confidential instructions, the empty table, the teacher's
key, and the debrief of a group's result."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from detente.analyses.exercise import Debrief, Leaver, Variant
from detente.analyses.facts import Facts
from detente.model.change import MoveStatement, SetCircumstance
from detente.model.dialogue import Ask, Dialogue, Equally, Option, OwnRule, Priority, Rule, Statement
from detente.report import lines, wording
from detente.report.brief import deal, offers, top
from detente.report.brief.headline import headline
from detente.report.brief.phrases import steps
from detente.report.document import (
    Block,
    Cell,
    Code,
    Column,
    Document,
    Items,
    Paragraph,
    Rows,
    Section,
    Strong,
    Table,
    Text,
)
from detente.report.language import _, _later, _n, _r, said
from detente.report.page import page

# ---- what everybody knows --------------------------------------------------------------------------------------------


def _public(dialogue: Dialogue) -> Iterator[Section]:
    """The situation, who is there, what cannot be: the same on every sheet."""
    lead = (Paragraph(text=(dialogue.summary.strip(),)),) if dialogue.summary.strip() else ()
    facts = tuple((wording.fact(dialogue, fact.id, fact.now),) for fact in dialogue.circumstances)
    known = (Paragraph(text=(_("What is so now, and nobody chooses:"),)), Items(items=facts)) if facts else ()
    yield Section(id="situation", label=_("Situation"), finding=_("What everybody knows"), blocks=(*lead, *known))
    columns = (Column(kind="subject", title=_("who")), Column(title=_("can do")), Column(title=_("now")))
    rows = tuple(_option(dialogue, option, level) for option, level in
                 zip(dialogue.options, dialogue.status_quo or (0,) * len(dialogue.options), strict=True))  # fmt: skip
    table = Table(columns=columns, groups=(Rows(rows=rows),))
    rules = tuple((_rule(dialogue, rule),) for rule in dialogue.every_rule)
    barred = (Paragraph(text=(_("What cannot be, whoever wants it:"),)), Items(items=rules)) if rules else ()
    yield Section(id="options", label=_("Options"), finding=_("What each can do"), blocks=(table, *barred))
    done = tuple((told,) for told in (*_ratifiers(dialogue), *_said(dialogue)))
    yield Section(id="so-far", label=_("So far"), finding=_("Who must agree, and what was said"),
                  blocks=(Items(items=done),) if done else ())  # fmt: skip


def _ratifiers(dialogue: Dialogue) -> Iterator[str]:
    for party in dialogue.parties:
        if party.ratifies:
            name = wording.capital(wording.party(dialogue, party.id))
            yield _("{party} {does}.", party=name, does=lines.ratifying(dialogue, party))


def _said(dialogue: Dialogue) -> Iterator[str]:
    """The last answers, the promises and the offers that stand: what was said before everybody."""
    for answer in dialogue.rounds[-1].given if dialogue.rounds else ():
        told = wording.answer(answer.answer) + (f" ({answer.granted})" if answer.granted else "")
        yield _("{ask}: {answer}.", ask=wording.ask(dialogue, answer.ask), answer=told)
    for promise in dialogue.commitments:
        by = wording.capital(wording.listed(wording.party(dialogue, id) for id in promise.by))
        yield _("{party} promised: {text} ({state}).", party=by, text=promise.text,
                state=wording.promise(promise.status.state))  # fmt: skip
    for offer in dialogue.offers:
        by = wording.capital(wording.party(dialogue, offer.by))
        yield _("{party} offered: {steps}.", party=by, steps=offers.terms(dialogue, offer))


def _option(dialogue: Dialogue, option: Option, now: int) -> tuple[Cell, ...]:
    levels = "" if wording.is_switch(option) else f" ({wording.either(option.levels)})"
    who = wording.capital(wording.party(dialogue, option.by))
    return (who,), (wording.called(dialogue, option) + levels,), (option.levels[now],)


def _rule(dialogue: Dialogue, rule: Rule) -> str:
    """What a rule excludes, and why."""
    own = isinstance(rule, OwnRule)
    told = wording.capital(lines.bars(dialogue, rule) if own else wording.condition(dialogue, rule.never))
    return _("{condition}: {because}", condition=told, because=rule.because) if rule.because else told


# ---- the sheets ------------------------------------------------------------------------------------------------------


def role(found: Variant, party: str) -> Document:
    """The sheet of one role: what everybody knows, and what it alone knows. Nothing of any other list is on it."""
    dialogue = found.dialogue
    name = wording.party(dialogue, party)
    sections = (*_public(dialogue), _wants(dialogue, party), _asks_of(dialogue, party))
    made = page(dialogue, _("Role"), *sections, headline=_("You speak for {party}", party=name))
    return _sheet(replace(made, audience=_("confidential: for {party} alone", party=name)), found)


def _sheet(made: Document, found: Variant) -> Document:
    """Without sources and with the variant's number at its foot."""
    told = _("Variant {seed}.", seed=str(found.seed)) if found.seed else ""
    return replace(made, sources=(), colophon=(f"{_('An exercise made by Détente.')} {told}".strip(),))


def _wants(dialogue: Dialogue, party: str) -> Section:
    """The role's list, as instructions."""
    preferences = dialogue.preferences[party]
    weights = preferences.weights
    heaviest = sorted(weights, key=lambda one: -abs(one.value))
    weighed = ((wording.capital(wording.condition(dialogue, one.expr)), f": {one.value}") for one in heaviest)
    items: tuple[Text, ...] = (*(_line(dialogue, line) for line in preferences.priorities), *weighed)
    told = _("Each line outweighs all lines after it together. Show this list to nobody.")
    if weights:
        told = _("Each line that holds counts its points; the sum is what you are after. Show this list to nobody.")
    blocks: tuple[Block, ...] = (Paragraph(text=(told,)), Items(items=items, ordered=not weights)) if items else ()
    if preferences.ranking:
        states = (dialogue.state(group[0]) for group in preferences.ranking[:12])
        blocks = (Items(items=tuple((wording.state(dialogue, state),) for state in states), ordered=True),)
    finding = _("What matters to you, in points") if weights else _("What matters to you, most important first")
    return Section(id="instructions", label=_("Instructions"), finding=finding, blocks=blocks)


def _line(dialogue: Dialogue, line: Priority) -> Text:
    """A line as an instruction, its reason behind it; of a group of equal weight all of them."""
    if isinstance(line, Equally):
        each = wording.series(_wanted(dialogue, item) for item in line.items)
        return (_("As many as possible of these: {items}.", items=each),)
    return (_wanted(dialogue, line), ".")


def _wanted(dialogue: Dialogue, line: Statement) -> str:
    told = wording.capital(wording.condition(dialogue, line.want))
    if not line.because:
        return told
    return _("{wanted} ({because})", wanted=told, because=wording.small(dialogue, line.because))


def _asks_of(dialogue: Dialogue, party: str) -> Section:
    """What the role asks of others, and what it is asked."""
    ours = [
        _("You ask {party}: {ask}", party=wording.party(dialogue, ask.of), ask=wording.asked(dialogue, ask))
        for ask in dialogue.asks if ask.by == party
    ]  # fmt: skip
    theirs = [
        _n("{party} asks you: {ask}", "{party} ask you: {ask}", wording.verbs(dialogue, ask.by),
           party=wording.capital(wording.party(dialogue, ask.by)), ask=wording.asked(dialogue, ask))
        for ask in dialogue.asks if ask.of == party and ask.by
    ]  # fmt: skip
    blocks = (Items(items=tuple((one,) for one in (*ours, *theirs))),) if ours or theirs else ()
    return Section(id="asks", label=_("Asks"), finding=_("What you ask, and what you are asked"), blocks=blocks)


def table(found: Variant) -> Document:
    """The empty table: what was asked, with room for what the group agrees."""
    dialogue = found.dialogue
    columns = (
        Column(kind="subject", title=_("ask")), Column(title=_("of")), Column(title=_("agreed?")),
        Column(title=_("on what condition, in which order")),
    )  # fmt: skip
    blank = "…………"
    rows = tuple(((wording.ask(dialogue, ask),), (_of(dialogue, ask),), (blank,), (blank,)) for ask in dialogue.asks)
    block = Table(columns=columns, groups=(Rows(rows=rows),))
    levels = (Code(f"{o.id}={'|'.join(o.levels)}") for o in dialogue.options)
    called = (wording.called(dialogue, option) for option in dialogue.options)
    options = Items(items=tuple((code, " ", told) for code, told in zip(levels, called, strict=True)))
    how = _("In the end write down for each option at which level it stands; what you leave out stays.")
    told = Paragraph(text=(how,))
    sections = (
        Section(id="table", label=_("Table"), finding=_("To negotiate"), blocks=(block,) if rows else ()),
        Section(id="result", label=_("Result"), finding=_("What was agreed"), blocks=(told, options)),
    )
    return _sheet(page(dialogue, _("Table"), *sections, headline=_("What is asked, and what you agree")), found)


def _of(dialogue: Dialogue, ask: Ask) -> str:
    return wording.capital(wording.party(dialogue, ask.of))


def teacher(found: Variant, facts: Facts) -> Document:
    """The key: where it drifts, what beats that, what the variant changed. For the teacher alone."""
    dialogue = found.dialogue
    key = Paragraph(text=top.following(dialogue, facts) or top.now(dialogue, facts))
    beats = Paragraph(text=top.otherwise(dialogue, facts) or (_("Nothing to sign."),))
    told = deal.section(dialogue, facts)
    changed = tuple((_changed(dialogue, edit),) for edit in found.edits)
    sections = (
        Section(id="drift", label=_("Left alone"), finding=headline(dialogue, facts), blocks=(key, beats)),
        told,
        Section(id="variant", label=_("Variant"), finding=_("What this variant changes in the file"),
                blocks=(Items(items=changed),) if changed else ()),
        _questions(),
    )  # fmt: skip
    made = page(dialogue, _("For the teacher"), *sections, headline=_("The key: not for the class"))
    return _sheet(made, found)


def _changed(dialogue: Dialogue, edit: object) -> str:
    match edit:
        case SetCircumstance(id=id, value=value):
            return wording.capital(wording.fact(dialogue, id, value))
        case MoveStatement(id=id):
            party, line = _owner(dialogue, id)
            return _("One line of {owner} list stands a place higher: {line}",
                     owner=wording.possessive(dialogue, party), line=line)  # fmt: skip
        case _:
            return str(edit)


def _owner(dialogue: Dialogue, id: str) -> tuple[str, str]:
    return next(
        (party, lines.words(dialogue, line))
        for party, preferences in dialogue.preferences.items()
        for line in preferences.priorities if line.id == id
    )  # fmt: skip


def _questions() -> Section:
    asked = (
        _("Who would have left your agreement first, and for what?"),
        _("Which line of whose list decided? Would you have guessed it?"),
        _("What would a guarantee have had to hold, and who could have given it?"),
        _("Was there something that all would have liked better?"),
    )
    blocks = (Items(items=tuple((one,) for one in asked)),)
    return Section(id="questions", label=_("To discuss"), finding=_("Questions for the debrief"), blocks=blocks)


# ---- the debrief -----------------------------------------------------------------------------------------------------

_VERDICTS = {"better": _later("better off"), "same": _later("no better and no worse off"), "worse": _later("worse off")}

_DEGREES = {"full": _later("in full"), "part": _later("in part"), "not": _later("not met")}


def debrief(found: Variant, result: Debrief) -> Document:
    """Where a group's result stands: can it be, does it hold, whom does it suit, what else there was."""
    dialogue = found.dialogue
    if result.broken or result.stuck:
        sections: tuple[Section, ...] = (_barred(dialogue, result),)
    else:
        sections = (_agreed(dialogue, result), _suits(dialogue, result), _else(dialogue, result), _questions())
    return _sheet(page(dialogue, _("Debrief"), *sections, headline=_verdict(result)), found)


def _verdict(result: Debrief) -> str:
    """One sentence for the group."""
    if result.broken or result.stuck:
        return _("What you agreed cannot be")
    holds = result.standing is not None and result.standing.holds is not None
    if result.beats and holds:
        return _("Your agreement is good for all and holds by itself")
    if result.beats:
        return _("Your agreement is good for all, and would not hold by itself")
    if set(result.verdicts.values()) <= {"same"}:
        if holds:
            return _("Your agreement holds, and leaves each as well off as without it")
        return _("Your agreement leaves each as well off as without it, and would not hold")
    if holds:
        return _("Your agreement holds, and is not good for all")
    return _("Your agreement is not good for all, and would not hold")


def _barred(dialogue: Dialogue, result: Debrief) -> Section:
    rules = tuple((_rule(dialogue, dialogue.rule(id)),) for id in result.broken)
    stuck = tuple((_("{option} cannot go that way", option=wording.quoted(wording.called(dialogue, id))),)
                  for id in result.stuck)  # fmt: skip
    blocks = (Items(items=(*rules, *stuck)),)
    return Section(id="barred", label=_("Barred"), finding=_("What stands against it"), blocks=blocks)


def _agreed(dialogue: Dialogue, result: Debrief) -> Section:
    """What was agreed, and who would leave it."""
    what = steps(dialogue, result.changes, len(result.changes)) if result.changes else _("nothing that is not so now")
    if result.standing and result.standing.holds:
        holding = top.held(dialogue, result.standing)
    else:
        holding = wording.series(_leaves(dialogue, one) for one in result.leavers)
    blocks = (
        Paragraph(text=_r("{head} {what}.", head=(Strong(_("You agreed:")),), what=what)),
        Paragraph(text=_r("{head} {why}.", head=(Strong(_("Does it hold?")),), why=wording.capital(holding))),
    )
    return Section(id="agreed", label=_("Agreement"), finding=_("What you agreed, and whether it holds"), blocks=blocks)


def _leaves(dialogue: Dialogue, one: Leaver) -> str:
    party, changed = wording.party(dialogue, one.party), steps(dialogue, one.changes)
    return _("{party} would leave it: {steps}", party=party, steps=changed)


def _suits(dialogue: Dialogue, result: Debrief) -> Section:
    """Each party, against where it drifts if nothing is signed; and each ask."""
    suits = tuple(
        (_("{party}: {verdict} than if nothing were signed", party=wording.capital(wording.party(dialogue, party)),
           verdict=said(_VERDICTS[verdict])),)
        for party, verdict in result.verdicts.items()
    )  # fmt: skip
    columns = (Column(kind="subject", title=_("ask")), Column(title=_("met")))
    rows = tuple(((wording.ask(dialogue, id),), (said(_DEGREES[degree]),)) for id, degree in result.asks.items())
    table = (Table(columns=columns, groups=(Rows(rows=rows),)),) if rows else ()
    met = sum(degree == "full" for degree in result.asks.values())
    finding = _n("{n} of {all} asks is met in full", "{n} of {all} asks are met in full", met,
                 all=wording.number(len(result.asks)))  # fmt: skip
    return Section(id="suits", label=_("Whom it suits"), finding=wording.capital(finding),
                   blocks=(Items(items=suits), *table))  # fmt: skip


def _else(dialogue: Dialogue, result: Debrief) -> Section:
    """The nearest settlement, and the best package."""
    told: list[Text] = []
    if result.steps == 0:
        told.append((_("It is a settlement: nobody would move on from it."),))
    elif result.nearest is not None and result.steps is not None:
        near = wording.state(dialogue, dialogue.state(result.nearest.code))
        away = _n("The nearest settlement is {n} step away: {state}.",
                  "The nearest settlement is {n} steps away: {state}.", result.steps, state=near)  # fmt: skip
        told.append((away,))
    if result.best is not None:
        told.append(
            (_("It is the package that the program would have told first."),) if not result.apart else
            (_("Against the package that the program tells first it lacks: {steps}.",
               steps=steps(dialogue, result.apart, len(result.apart))),)
        )  # fmt: skip
    else:
        told.append((_("No package beats what comes anyway for all at the table."),))
    blocks = tuple(Paragraph(text=text) for text in told)
    return Section(id="else", label=_("On the map"), finding=_("What else there was"), blocks=blocks)


