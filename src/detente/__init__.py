"""Détente: a workbench for strategic dialogues between governments.

>>> import detente as dt
>>> talks = dt.load("river")
>>> dt.equilibria(talks).counts["nash"]
3

Every name below is loaded when it is first used, so that importing the package costs next to nothing. What is asked
here shows itself: in words in a console, as its page in a notebook (`detente.notebook`).
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    # The same table, for type checkers and editors.
    from detente.analyses.alignment import alignment as alignment
    from detente.analyses.assumptions import assumptions as assumptions
    from detente.analyses.brief import brief as brief
    from detente.analyses.check import check as check
    from detente.analyses.coalitions import coalitions as coalitions
    from detente.analyses.deals import deals as deals
    from detente.analyses.dilemmas import dilemmas as dilemmas
    from detente.analyses.equilibria import equilibria as equilibria
    from detente.analyses.leverage import leverage as leverage
    from detente.analyses.outlook import outlook as outlook
    from detente.analyses.paths import paths as paths
    from detente.analyses.ratification import ratification as ratification
    from detente.analyses.respond import respond as respond
    from detente.analyses.robustness import robustness as robustness
    from detente.analyses.rounds import rounds as rounds
    from detente.analyses.views import views as views
    from detente.analyses.whatif import whatif as whatif
    from detente.analyses.why import why as why
    from detente.errors import DetenteError as DetenteError
    from detente.errors import InputError as InputError
    from detente.formats import dump as dump
    from detente.formats import examples as examples
    from detente.formats import load as load
    from detente.formats import parse as parse
    from detente.model.change import apply as apply
    from detente.model.dialogue import Dialogue as Dialogue

__version__ = "0.1.0"

_HOMES = {
    "DetenteError": "detente.errors",
    "Dialogue": "detente.model.dialogue",
    "InputError": "detente.errors",
    "alignment": "detente.analyses.alignment",
    "apply": "detente.model.change",
    "assumptions": "detente.analyses.assumptions",
    "brief": "detente.analyses.brief",
    "check": "detente.analyses.check",
    "coalitions": "detente.analyses.coalitions",
    "deals": "detente.analyses.deals",
    "dilemmas": "detente.analyses.dilemmas",
    "dump": "detente.formats",
    "equilibria": "detente.analyses.equilibria",
    "examples": "detente.formats",
    "leverage": "detente.analyses.leverage",
    "load": "detente.formats",
    "outlook": "detente.analyses.outlook",
    "parse": "detente.formats",
    "paths": "detente.analyses.paths",
    "ratification": "detente.analyses.ratification",
    "respond": "detente.analyses.respond",
    "robustness": "detente.analyses.robustness",
    "rounds": "detente.analyses.rounds",
    "views": "detente.analyses.views",
    "whatif": "detente.analyses.whatif",
    "why": "detente.analyses.why",
}

__all__ = [
    "DetenteError",
    "Dialogue",
    "InputError",
    "alignment",
    "apply",
    "assumptions",
    "brief",
    "check",
    "coalitions",
    "deals",
    "dilemmas",
    "dump",
    "equilibria",
    "examples",
    "leverage",
    "load",
    "outlook",
    "parse",
    "paths",
    "ratification",
    "respond",
    "robustness",
    "rounds",
    "views",
    "whatif",
    "why",
]


def __getattr__(name: str) -> Any:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module 'detente' has no attribute {name!r}")
    if home.startswith("detente.analyses."):
        from detente.notebook import asked

        return asked(name)
    return getattr(import_module(home), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOMES})
