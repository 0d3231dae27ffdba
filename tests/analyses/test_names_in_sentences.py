"""`check` tells of texts that are no names of things; pages make verbs agree with parties that take the plural."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

import detente as dt
from detente.cli import run
from detente.methods.soundness.names import why_no_name

NAMES = ["A quota for boats", "Return of prisoners", "Pay for the guards", "Open borders", "An end to patrols",
         "Release from custody", "Coastland's port", "Coastland and the Isles as members", "Closure of the strait",
         "Stay of execution", "Withdrawal", "Transfer of funds", "Maybe-lists", "No first use"]  # fmt: skip
SENTENCES = ["stop patrols", "Stop patrols inside the line", "Withdraw the troops", "open the port", "Pay the guards",
             "to lift the siege", "Coastland leaves the islands", "The strait will be open", "The port is to be shared",
             "Prices must fall", "Tolls are lifted.", "release all prisoners", "Hand over the fugitives"]  # fmt: skip


@pytest.mark.parametrize(("text", "name"), [*((t, True) for t in NAMES), *((t, False) for t in SENTENCES)])
def test_what_is_a_name_and_what_a_sentence(text: str, name: bool) -> None:
    assert (why_no_name(text, ("Coastland", "The Isles")) == "") is name


TALKS = """
detente: 1
title: Talks on the strait
parties: {{isles: {{name: The Isles, plural: {plural}}}, coast: {{name: Coastland}}}}
options:
  quota: {{by: isles, text: A quota for boats, levels: [none, small, large], asked_by: coast}}
  patrols: {{by: coast, text: {patrols}, asked_by: isles}}
  tolls: {{by: isles, text: Tolls on tankers}}
asks: {{calm: {{of: isles, by: coast, that: not tolls{text}}}}}
priorities:
  isles: [patrols, not quota is large, tolls, quota is none]
  coast: [quota >= small, not tolls, not patrols]
status_quo: {{tolls: yes}}
views: [{{id: v, who: isles, of: coast, drop: [coast.not-patrols]}}]
"""


def warned(**words: str) -> set[tuple[str, str]]:
    made = {"plural": "true", "patrols": "An end to patrols", "text": "", **words}
    return {(w.code, w.at) for w in dt.check(dt.parse(TALKS.format(**made))).warnings}


def test_a_text_that_is_a_sentence_is_told_and_an_abstention_without_one() -> None:
    assert ("sentence-as-name", "patrols") in warned(patrols="stop patrols inside the line")
    assert ("sentence-as-name", "patrols") not in warned()
    assert ("sentence-as-name", "patrols") not in warned(patrols="'stop patrols', name: An end to patrols")
    assert ("abstention-without-text", "calm") in warned()
    assert ("abstention-without-text", "calm") not in warned(text=", text: An end to tolls")
    assert ("sentence-as-name", "calm") in warned(text=", text: Lift the tolls")


QUESTIONS = ["brief", "deals", "dilemmas", "views", "equilibria", "show", "outlook", "coalitions"]
SINGULAR = re.compile(r"[Tt]he Isles (?:is|has|does|gets|gives|gains|takes|asks|grants|wants|goes|expects|demands"
                      r"|counts|waits|prefers|loses|no longer gets|signs)\b")  # fmt: skip


@pytest.mark.parametrize("question", QUESTIONS)
def test_verbs_after_a_plural_party_are_plural_on_every_page(question, tmp_path, capsys) -> None:
    found = {}
    for plural in ("true", "false"):
        path = tmp_path / f"{plural}.yaml"
        path.write_text(TALKS.format(plural=plural, patrols="An end to patrols", text=", text: An end to tolls"))
        assert run([question, str(path)]) == 0
        found[plural] = SINGULAR.findall(" ".join(capsys.readouterr().out.split()))
    assert not found["true"]
    assert found["false"] or question in {"outlook", "coalitions", "equilibria", "show"}


def test_no_message_puts_a_singular_verb_after_any_party() -> None:
    """What stands after a party's name agrees with it: such a message has two forms."""
    pofile = pytest.importorskip("babel.messages.pofile")
    with files("detente.report").joinpath("catalogues/fr.po").open("rb") as file:
        messages = [m.id for m in pofile.read_po(file, ignore_obsolete=True) if isinstance(m.id, str)]
    verb = re.compile(r"(?:^|[,;:] |only while )\{(?:party|parties|who|by|of|asker|other)\} (?!is on|was on)"
                      r"(?:no longer )?(?:is|has|does|[a-z]+[^\Ws]s)\b")  # fmt: skip
    assert [m for m in messages if verb.search(m)] == []


def test_no_french_sentence_puts_a_singular_verb_after_parties_of_any_number() -> None:
    """« Le Sénat et la Cour refuserait »: such a sentence has two forms, or speaks of a refusal."""
    pofile = pytest.importorskip("babel.messages.pofile")
    with files("detente.report").joinpath("catalogues/fr.po").open("rb") as file:
        catalogue = list(pofile.read_po(file, ignore_obsolete=True))
    verb = re.compile(r"(?<!\bde )(?<!\bà )(?<!\bpour )\{(?:party|parties|ratifiers|asker)\} "
                      r"(?:ne |le |n’|l’|s’en |y )*[a-zéèê]+(?:ait|era)\b")  # fmt: skip
    plain = [m for m in catalogue if isinstance(m.string, str) and "wording/warnings.py" not in str(m.locations)]
    assert [m.string for m in plain if verb.search(m.string)] == []
