# The public names, each with its home: the one list of them. Editors and type checkers read it; `__init__.py` reads it
# when a name is first used. Every question of `workbench.ANALYSES` is a name besides, with or without a line here.
from detente.analyses.alignment import alignment as alignment
from detente.analyses.assumptions import assumptions as assumptions
from detente.analyses.backtest import backtest as backtest
from detente.analyses.brief import brief as brief
from detente.analyses.check import check as check
from detente.analyses.coalitions import coalitions as coalitions
from detente.analyses.deals import deals as deals
from detente.analyses.dilemmas import dilemmas as dilemmas
from detente.analyses.equilibria import equilibria as equilibria
from detente.analyses.interview import answer as answer
from detente.analyses.interview import interview as interview
from detente.analyses.leverage import leverage as leverage
from detente.analyses.outlook import outlook as outlook
from detente.analyses.paths import paths as paths
from detente.analyses.ratification import ratification as ratification
from detente.analyses.respond import respond as respond
from detente.analyses.robustness import robustness as robustness
from detente.analyses.rounds import rounds as rounds
from detente.analyses.views import views as views
from detente.analyses.watch import watch as watch
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
from detente.remote import connect as connect

__version__: str
