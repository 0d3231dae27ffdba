"""What the linter's warnings say: a sentence for each code and case, filled with what the warning is about."""

from __future__ import annotations

from collections.abc import Mapping

from detente.methods.soundness.warning import About, Warning
from detente.report.language import _later, said
from detente.report.wording.lists import listed

FEW = 6
"""So many ids at most are named in a row."""


def warning(one: Warning) -> str:
    """The sentence of a warning. What the reader of a file noticed comes with its own, in English as errors are.

    >>> warning(Warning(code="idle-rule", at="r", about={"rule": "r"}))
    'rule `r` excludes no state that the other rules leave'
    """
    if one.case == "read":
        return str(one.about["message"])
    return said(SENTENCES[one.code, one.case], **{place: _shown(value) for place, value in one.about.items()})


def _shown(value: About) -> str | int:
    """What a file calls something, as it is written there."""
    if isinstance(value, tuple):
        shown = [f"`{id}`" for id in value]
        return listed(shown) if len(shown) <= FEW else ", ".join((*shown[:FEW], "…"))
    return f"`{value}`" if isinstance(value, str) else value


SENTENCES: Mapping[tuple[str, str], str] = {
    # ---- rules, statements, states
    ("idle-rule", ""): _later("rule {rule} excludes no state that the other rules leave"),
    ("always-true", ""): _later("statement {statement} holds in every feasible state: it can decide nothing"),
    ("always-true", "weight"): _later("{weight}, a weight of {party}, holds in every feasible state: it can decide "
                                      "nothing"),
    ("always-true", "view"): _later("statement {statement} of view {view} holds in every feasible state: it can decide "
                                    "nothing"),
    ("always-false", ""): _later("statement {statement} holds in no feasible state: it can decide nothing"),
    ("always-false", "weight"): _later("{weight}, a weight of {party}, holds in no feasible state: it can decide "
                                       "nothing"),
    ("always-false", "view"): _later("statement {statement} of view {view} holds in no feasible state: it can decide "
                                     "nothing"),
    ("never-decides", ""): _later("statement {statement} can decide nothing: states that are alike on all lines "
                                  "above it are alike on it"),
    ("fixed-option", ""): _later("option {option} is {level} in every feasible state"),
    ("unranked-states", ""): _later("the ranking of {party} leaves out states that other circumstances make feasible "
                                    "({n:d}); there they rank last, tied"),
    # ---- parties and options
    ("idle-party", ""): _later("party {party} has no option: it can do nothing"),
    ("idle-party", "indifferent"): _later("party {party} has no option and no priorities: it can do and minds nothing"),
    ("idle-party", "ruled"): _later("party {party} can do nothing: the rules leave each of its options one level"),
    ("indifferent-party", ""): _later("party {party} has no priorities: it is indifferent between all states"),
    ("ratifier-with-options", ""): _later("party {party} has options of its own and ratifies for {ratified}: it is "
                                          "left out of the table"),
    ("unmentioned-option", ""): _later("nobody's priorities mention option {option}: all levels are the same to all"),
    ("free-deterrent", ""): _later("nothing in the list of {party} hangs on its own option {option}, and priorities of "
                                   "{others} do: it could punish at no cost to itself, and such ties make deterrents"),
    ("unused-circumstance", ""): _later("nothing hangs on circumstance {fact}: no rule, ask or priority mentions it"),
    # ---- asks and views
    ("ask-not-controlled", ""): _later("ask {ask} is put to {party}, which does not decide {options}: {deciders} "
                                       "would"),
    ("ask-not-controlled", "nothing"): _later("ask {ask} names no option: {party} could do nothing about it"),
    ("ask-always-met", ""): _later("ask {ask} is met in every feasible state"),
    ("ask-never-met", ""): _later("ask {ask} is met in no feasible state"),
    ("idle-view", ""): _later("what {party} believes of {other} is what the file says of it anyway"),
    # ---- what was probably not meant
    ("restless-status-quo", ""): _later("{party} would leave the status quo at once for {step}; why has it not? If "
                                        "it is about to, silence this; else say what keeps it: a line above, a rule"),
    ("restless-status-quo", "listed"): _later(
        "{party} would leave the status quo at once for {step}, because of line {place:d} of its list ({statement}); "
        "why has it not? If it is about to, silence this; else say what keeps it: a line above, a rule"),
    ("rule-bars-a-step", ""): _later(
        "rule {rule}, over options of {others}, too, keeps {party} from {step}, which it would like best where "
        "{where}. A promise goes into its giver's list, or says whom it binds (`for: PARTY`); if it cannot be "
        "otherwise, silence this"),
    ("unless-or-iff", ""): _later(
        "statement {statements}: once {theirs} holds, nothing in the list of {party} makes it want {mine}, which was "
        "to be had for it; `unless` lifts an objection and promises nothing. If it does it then, write {iff}; if "
        "not, silence this"),
    ("one-name", ""): _later("{ids} are called the same; pages tell them apart by their party or id alone, if at all: "
                             "give each words of its own"),
    ("inferred-lines", ""): _later("statements that are inferred or assumed cite nothing ({statements}): a reader "
                                   "cannot see from what; cite what each was read from, or silence this for all"),
    # ---- how things stand
    ("not-known", ""): _later("how {options} stands is not known: pages tell where it can settle, and nothing of where "
                              "it drifts or of packages; suppose a level to see that (`--status-quo`: {levels})"),
    ("driven-out", ""): _later("{facts} will turn for certain, and then the rules leave no place for the status quo: "
                               "there is no outlook; say `now` what is so already, or give it a chance below 100 %"),
    ("driven-out", "likely"): _later(
        "{facts}: in {percent:d} % of the cases the rules leave no place for the status quo, and all chances of asks "
        "are of the other cases alone; write a copy of the file as things will stand then, to see those"),
    # ---- texts
    ("sentence-as-name", ""): _later(
        "{text} reads as a deed or a sentence ({words}); pages set it into sentences (“the United States grants …”): "
        "call the thing (“an end to patrols”), or give it a `name` beside the text"),
    ("abstention-without-text", ""): _later("ask {ask} is that something be not done, and has no text: pages can only "
                                            "print its id; say what is asked (“an end to the blockade”)"),
    # ---- evidence, rounds and promises
    ("no-evidence", ""): _later("{id} is said to be stated, and no evidence is given; cite a source, or set its "
                                "`basis` to inferred or assumed"),
    ("no-evidence", "file"): _later("no source is named: what the file says is so stands without evidence ({n:d} "
                                    "entries)"),
    ("round-order", ""): _later("round {round} ({date}) stands after round {before} ({later}), which was later"),
    ("not-tabled", ""): _later("round {round} has an answer to {ask}, which was not on its table"),
    ("status-quo-and-answer", "accepted"): _later("{ask} was accepted in its last round, and it is not done in the "
                                                  "status quo; where it is promised, say so in `commitments`"),
    ("status-quo-and-answer", "signed"): _later(
        "{ask} was agreed in principle and counts as accepted, since its round was signed, and it is not done in the "
        "status quo; where it is promised, say so in `commitments`"),
    ("status-quo-and-answer", "refused"): _later("{ask} was refused in its last round, and is done in the status quo"),
    ("status-quo-and-answer", "granted"): _later("{granted} was granted on {ask} in its last round, and the status quo "
                                                 "has {now}"),
    ("status-quo-and-commitment", ""): _later("commitment {commitment} counts as kept, and the status quo does not "
                                              "have it"),
    # ---- the file itself
    ("not-used-yet", "question"): _later("{field} is read, kept and not used yet by any question: {ids}"),
    ("not-used-yet", "page"): _later("{field} is read, kept and not used yet by any page: {ids}"),
    ("not-used-yet", "own-rules"): _later("{field} is read, kept and not used yet by offers on condition, SIM, "
                                          "diagrams or the page's own engine: {ids}"),
    ("not-used-yet", "rules"): _later("{field} breaks a rule as things stand, so packages are compared with "
                                      "the status quo"),
    ("not-used-yet", "signature"): _later("{field} is read, kept and not used where so many facts are uncertain"),
    ("unused-silence", ""): _later("there is no warning {code} to be silenced"),
    ("unused-silence", "at"): _later("there is no warning {code} at {at} to be silenced"),
}  # fmt: skip
"""Each code and case of a warning, with its sentence."""
