"""What the fields of the questions' forms are called, and their choices."""

from __future__ import annotations

from detente.report.language import _later

LABELS = {
    "about": _later("Only what decides this ask"), "add": _later("A line put into a list"),
    "against": _later("Compared with"), "as_of": _later("As of which date"), "ask": _later("Which ask"),
    "asker": _later("Who wants it"), "at": _later("In which state"), "choose": _later("Which steps a party takes"),
    "circumstances": _later("Facts, for this question only"), "concept": _later("Concept of stability"),
    "counts": _later("Only the counts"), "draws": _later("Draws (empty: all combinations)"),
    "drop": _later("Lines or rules left out"), "engine": _later("By which way of counting"),
    "equilibria": _later("Also where it can settle, which takes longer"),
    "error": _later("Draw until every ask is known within"), "goal": _later("In which settlements"),
    "grant": _later("Options fixed"), "kind": _later("Which steps count"), "limit": _later("List no more than"),
    "move": _later("Lines moved"), "moves": _later("Which steps count"), "party": _later("Only about the mind of"),
    "react": _later("With the answers of those outside the talks"), "replies": _later("Which answers deter"),
    "sanction": _later("How others answer"), "seed": _later("Seed of the draws"), "set": _later("Facts otherwise"),
    "size": _later("Largest sets of changes"), "stable": _later("Also what each party would not leave"),
    "state": _later("If this were done"), "states": _later("States to look at instead"),
    "strict": _later("A ratifier that does not mind refuses"), "target": _later("What should come about"),
    "time_limit": _later("No longer than, in seconds"), "to": _later("Only the ways to this state"),
    "tranches": _later("One level a step"), "version": _later("Reading of drama theory"),
}  # fmt: skip
"""What a field is called; every parameter of a question is here."""

CHOICES = {
    "any": _later("any that it likes better"), "arrays": _later("all states"), "auto": _later("as fits"),
    "best": _later("the best for it"), "coalitions": _later("alone or together"),
    "credible": _later("wanted, and nobody would undo them"), "diagrams": _later("diagrams"),
    "drift": _later("what comes by itself"), "every": _later("in every firm one"), "firm": _later("in a firm one"),
    "improvements": _later("wanted by who takes them"), "improving": _later("wanted by who takes them"),
    "lean": _later("those that nobody would undo"), "moves": _later("all that can be taken"),
    "plain": _later("all that are wanted"), "reference": _later("what the file says comes without"),
    "single": _later("each alone"), "some": _later("in any"),
}  # fmt: skip
"""What a choice is called; concepts of stability have their names."""
