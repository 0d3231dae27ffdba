"""What is the dilemma, and whose? Each in a sentence, with the usual ways out."""

from __future__ import annotations

from collections.abc import Iterator

from detente.analyses.dilemmas import Dilemma, Dilemmas
from detente.model.dialogue import Dialogue
from detente.report import wording
from detente.report.document import Block, Document, Items, Paragraph, Section, Soft, Strong, Terms, Text
from detente.report.language import _, _later, _n, said
from detente.report.page import page

SENTENCES = {
    "cooperation": _later("{who}, too, would be tempted to break the position of {who}"),
    "trust": _later("{who} cannot rely on {toward} to keep to the position of {who}"),
    "deterrence": _later("{toward} would rather face what is threatened than accept the position of {who}"),
    "inducement": _later("{who} would do as well to accept the position of {toward} as to face what is threatened"),
    "threat": _later("{who} would rather not carry the threat out"),
    "positioning": _later("to {who} the position of {toward} is worth at least as much as that of {who}"),
    "persuasion": _later("{who} could not bring {toward} to agree"),
    "rejection": _later("{who} may not be believed in refusing the position of {toward}"),
}
"""Each dilemma in a sentence; the definitions stand with the analysis."""

NAMES = {
    "cooperation": _later("Cooperation"),
    "trust": _later("Trust"),
    "deterrence": _later("Deterrence"),
    "inducement": _later("Inducement"),
    "threat": _later("Threat"),
    "positioning": _later("Positioning"),
    "persuasion": _later("Persuasion"),
    "rejection": _later("Rejection"),
}

WAYS = {
    "bind_oneself": _later("bind itself"),
    "remove_temptation": _later("take the temptation away"),
    "give_position_up": _later("give the position up"),
    "guarantee": _later("ask for a guarantee"),
    "make_keeping_attractive": _later("make keeping it attractive"),
    "ask_what_would_be_kept": _later("ask for what would be kept"),
    "worsen_threat": _later("threaten with something worse"),
    "sweeten_position": _later("sweeten the position"),
    "new_arguments": _later("bring new arguments"),
    "soften_position": _later("soften the position"),
    "make_threat_bearable": _later("make the threat bearable"),
    "show_resolve": _later("show resolve"),
    "accept_or_compromise": _later("come to terms"),
    "commit_in_advance": _later("commit in advance"),
    "smaller_threat": _later("threaten with something smaller"),
    "drop_threat": _later("drop the threat"),
    "adopt_position": _later("adopt the other's position"),
    "say_why_not": _later("say why not"),
    "talk_other_out_of_it": _later("talk the other out of it"),
}
"""The ways out, by their codes."""


def view(dialogue: Dialogue, result: Dilemmas) -> Document:
    """The page of `detente dilemmas`."""
    return page(
        dialogue,
        _("Dilemmas"),
        section(dialogue, result),
        _positions(dialogue, result),
        headline=finding(dialogue, result),
    )


def finding(dialogue: Dialogue, result: Dilemmas) -> str:
    """How many dilemmas, and who faces most of them."""
    found = (*result.six, *result.dt2)
    if not found:
        return _("Nobody faces a dilemma")
    who: dict[str, int] = {}
    for dilemma in found:
        who[dilemma.who] = who.get(dilemma.who, 0) + 1
    told = wording.listed(
        _("{party} {count}", party=wording.party(dialogue, party), count=count) for party, count in who.items()
    )
    if result.phase == "confrontation" and len(who) == 1 < len(found):
        owner = wording.party(dialogue, found[0].who)
        return wording.capital(_n("{n} dilemma, of {party}", "{n} dilemmas, all of {party}", len(found), party=owner))
    if result.phase == "confrontation":
        return wording.capital(_n("{n} dilemma: {parties}", "{n} dilemmas: {parties}", len(found), parties=told))
    return wording.capital(
        _n(
            "{n} dilemma though all positions agree: {parties}",
            "{n} dilemmas though all positions agree: {parties}",
            len(found),
            parties=told,
        )
    )


def section(dialogue: Dialogue, result: Dilemmas) -> Section:
    """Each dilemma in a sentence, with the usual ways out."""
    items = tuple(_dilemma(dialogue, one) for one in (*result.six, *result.dt2))
    nothing = Paragraph(text=(_("No position tempts or fails anybody."),))
    blocks: list[Block] = [Items(items=items) if items else nothing]
    blocks.extend(Paragraph(text=(told,)) for told in _findings(dialogue, result))
    reading = {
        "DT1": _("By the six dilemmas of drama theory."),
        "DT2": _("By the three dilemmas of its second reading."),
    }
    blocks.append(Paragraph(text=(Soft(reading[result.version]),), role="note"))
    return Section(id="dilemmas", label=_("Dilemmas"), finding=finding(dialogue, result), blocks=tuple(blocks))


def _dilemma(dialogue: Dialogue, one: Dilemma) -> Text:
    who = wording.party(dialogue, one.who)
    toward = wording.party(dialogue, one.toward) if one.toward else _("the others")
    text = said(SENTENCES[one.kind], who=who, toward=toward)
    about = wording.listed(wording.quoted(wording.called(dialogue, id)) for id in one.about)
    if about:
        text = _("{dilemma}, over {options}", dilemma=text, options=about)
    if one.indifferent:
        text = _("{dilemma} (it does not mind either way)", dilemma=text)
    if one.to:
        text = _("{dilemma}; the temptation: {state}", dilemma=text, state=_state(dialogue, one.to.code))
    ways = wording.either(said(WAYS[way]) for way in one.ways)
    told: Text = (Strong(said(NAMES[one.kind]) + ". "), wording.capital(text), ".")
    return (*told, " ", Soft(_("Ways out: {ways}.", ways=ways))) if ways else told


def _state(dialogue: Dialogue, code: int) -> str:
    return wording.state(dialogue, dialogue.state(code))


def _findings(dialogue: Dialogue, result: Dilemmas) -> Iterator[str]:
    """What rules forbid, so that dilemmas that need it are not worked out."""
    for found in result.findings:
        rules = wording.listed(wording.quoted(id) for id in found.rules)
        match found.what:
            case "position":
                of = wording.party(dialogue, found.party or "")
                yield _(
                    "The position of {party} cannot be (rule {rules}); what needs it is left out.",
                    party=of,
                    rules=rules,
                )
            case "threatened":
                yield _("The threatened future cannot be (rule {rules}); what needs it is left out.", rules=rules)
            case "intentions":
                yield _("What all say they will do cannot be (rule {rules}); what needs it is left out.", rules=rules)


def _positions(dialogue: Dialogue, result: Dilemmas) -> Section:
    """What each demands, and what is threatened."""
    terms: list[tuple[Text, Text]] = []
    for party, stand in result.positions.items():
        name, count = wording.party(dialogue, party), wording.verbs(dialogue, party)
        name = _n("{party} demands", "{party} demand", count, party=name) if party in result.given else _n(
            "{party} demands (from asks and answers)", "{party} demand (from asks and answers)", count, party=name
        )
        terms.append(((wording.capital(name),), (_stand(dialogue, stand),)))
    terms.append(((_("If nobody yields"),), (_state(dialogue, result.threatened),)))
    terms.append(((_("What all say they will do"),), (_state(dialogue, result.stated_intentions),)))
    return Section(
        id="positions", label=_("Positions"), finding=_("What each demands, and what is threatened"),
        blocks=(Terms(terms=tuple(terms)),),
    )  # fmt: skip


def _stand(dialogue: Dialogue, stand: dict[str, str]) -> str:
    """What a position changes against all-first, and how many options it leaves alone."""
    done = {id: level for id, level in stand.items() if level != dialogue.option(id).levels[0]}
    left = [id for id in stand if id not in done]
    told = wording.setting(dialogue, done) or _("nothing")
    if not left:
        return told
    options = wording.ways([wording.quoted(wording.called(dialogue, id)) for id in left], 6)
    return _("{done}; without {options}", done=told, options=options)
