"""What is the dilemma, and whose? Each in a sentence, with the usual ways out."""

from __future__ import annotations

from collections.abc import Iterator

from detente.analyses.dilemmas import Dilemma, Dilemmas
from detente.model.dialogue import Dialogue
from detente.report import wording
from detente.report.document import Block, Document, Items, Paragraph, Section, Soft, Strong, Terms, Text
from detente.report.views.pages import page

SENTENCES = {
    "cooperation": "{who} would itself be tempted to break its own position",
    "trust": "{who} cannot rely on {toward} to keep what {who} demands",
    "deterrence": "{toward} would rather face what is threatened than accept the position of {who}",
    "inducement": "{who} would do as well to accept the position of {toward} as to face what is threatened",
    "threat": "{who} would rather not do what it threatens",
    "positioning": "{who} likes the position of {toward} at least as well as its own",
    "persuasion": "{who} has not brought {toward} to agree",
    "rejection": "{who} may not be believed when it refuses what {toward} demands",
}
"""Each dilemma in a sentence; the definitions stand with the analysis."""

WAYS = {
    "bind_oneself": "bind itself",
    "remove_temptation": "take the temptation away",
    "give_position_up": "give the position up",
    "guarantee": "ask for a guarantee",
    "make_keeping_attractive": "make keeping it attractive",
    "ask_what_would_be_kept": "ask for what would be kept",
    "worsen_threat": "threaten with something worse",
    "sweeten_position": "sweeten the position",
    "new_arguments": "bring new arguments",
    "soften_position": "soften the position",
    "make_threat_bearable": "make the threat bearable",
    "show_resolve": "show resolve",
    "accept_or_compromise": "accept, or seek a compromise",
    "commit_in_advance": "commit in advance",
    "smaller_threat": "threaten with something smaller",
    "drop_threat": "drop the threat",
}
"""The ways out, by their codes."""


def view(dialogue: Dialogue, result: Dilemmas) -> Document:
    """The page of `detente dilemmas`."""
    return page(
        dialogue,
        "Dilemmas",
        section(dialogue, result),
        _positions(dialogue, result),
        headline=finding(dialogue, result),
    )


def finding(dialogue: Dialogue, result: Dilemmas) -> str:
    """How many dilemmas, and who faces most of them."""
    found = (*result.six, *result.dt2)
    if not found:
        return "Nobody faces a dilemma"
    who: dict[str, int] = {}
    for dilemma in found:
        who[dilemma.who] = who.get(dilemma.who, 0) + 1
    told = [f"{wording.party(dialogue, party)} {wording.number(count)}" for party, count in who.items()]
    phase = "" if result.phase == "confrontation" else " though all positions agree"
    return f"{wording.capital(wording.counted(len(found), 'dilemma'))}{phase}: {wording.listed(told)}"


def section(dialogue: Dialogue, result: Dilemmas) -> Section:
    """Each dilemma in a sentence, with the usual ways out."""
    items = tuple(_dilemma(dialogue, one) for one in (*result.six, *result.dt2))
    blocks: list[Block] = [Items(items=items)] if items else [Paragraph(text=("No position tempts or fails anybody.",))]
    blocks.extend(Paragraph(text=(told,)) for told in _findings(dialogue, result))
    reading = {"DT1": "the six dilemmas of drama theory", "DT2": "the three dilemmas of its second reading"}
    blocks.append(Paragraph(text=(Soft(f"By {reading[result.version]}."),), role="note"))
    return Section(id="dilemmas", label="Dilemmas", finding=finding(dialogue, result), blocks=tuple(blocks))


def _dilemma(dialogue: Dialogue, one: Dilemma) -> Text:
    who = wording.party(dialogue, one.who)
    toward = wording.party(dialogue, one.toward) if one.toward else "the others"
    sentence = SENTENCES.get(one.kind, "{who} is in a dilemma toward {toward}").format(who=who, toward=toward)
    about = wording.listed(f"“{dialogue.option(id).text}”" for id in one.about)
    text: Text = (Strong(f"{one.kind.capitalize()}. "), wording.capital(sentence))
    if about:
        text = (*text, f", over {about}")
    if one.indifferent:
        text = (*text, " (it does not mind either way)")
    if one.to:
        text = (*text, f": {wording.state(dialogue, dialogue.state(one.to.code))} tempts")
    ways = wording.either(WAYS.get(way, way.replace("_", " ")) for way in one.ways)
    return (*text, ". ", Soft(f"Ways out: {ways}.")) if ways else (*text, ".")


def _findings(dialogue: Dialogue, result: Dilemmas) -> Iterator[str]:
    """What rules forbid, so that dilemmas that need it are not worked out."""
    names = {
        "position": "the position",
        "threatened": "the threatened future",
        "intentions": "what all say they will do",
    }
    for found in result.findings:
        whose = f" of {wording.party(dialogue, found.party)}" if found.party else ""
        rules = wording.listed(f"“{id}”" for id in found.rules)
        yield f"{wording.capital(names[found.what])}{whose} cannot be (rule {rules}); what needs it is left out."


def _positions(dialogue: Dialogue, result: Dilemmas) -> Section:
    """What each demands, and what is threatened."""
    terms: list[tuple[Text, Text]] = []
    for party, stand in result.positions.items():
        source = "" if party in result.given else " (from asks and answers)"
        name = f"{wording.capital(wording.party(dialogue, party))} demands{source}"
        terms.append(((name,), (_stand(dialogue, stand),)))
    threatened = wording.state(dialogue, dialogue.state(result.threatened))
    terms.append((("If nobody yields",), (threatened,)))
    said = wording.state(dialogue, dialogue.state(result.stated_intentions))
    terms.append((("What all say they will do",), (said,)))
    return Section(
        id="positions", label="Positions", finding="What each demands, and what is threatened",
        blocks=(Terms(terms=tuple(terms)),),
    )  # fmt: skip


def _stand(dialogue: Dialogue, stand: dict[str, str]) -> str:
    """What a position changes against all-first, and how many options it leaves alone."""
    done = {id: level for id, level in stand.items() if level != dialogue.option(id).levels[0]}
    left = [id for id in stand if id not in done]
    told = wording.setting(dialogue, done) or "nothing"
    rest = f"; not {wording.ways([f'“{dialogue.option(id).text}”' for id in left], 6)}" if left else ""
    return told + rest
