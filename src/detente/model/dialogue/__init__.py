"""What a dialogue is: frozen values, as the dialogue file has them.

`structure` says who can do what and what cannot be, `preferences` who wants what and what each believes the others
want, `talks` what was said and promised, `judged` what an analyst adds; `entry` is what each entry may carry, `states`
what a state is, and `whole` the dialogue itself.
"""

from __future__ import annotations

from detente.model.dialogue.entry import Basis, Chance, Evidence, Line, Source, carried
from detente.model.dialogue.judged import Borne, Happened, Judgement, Signature, Silence
from detente.model.dialogue.preferences import Added, Equally, Preferences, Priority, Statement, View, Weight
from detente.model.dialogue.states import Levels, State, between, differing, distance

from detente.model.dialogue.structure import (  # isort: skip
    IMPORTANCE, Ask, Circumstance, Direction, Front, Matters, Option, OwnRule, Party, Rule, permitted,
)
from detente.model.dialogue.talks import (  # isort: skip
    Answer, AnswerKind, Commitment, CommitmentState, Done, Doubt, Draft, Ended, Ending, Event, Offer, Round, Status,
)
from detente.model.dialogue.whole import Dialogue

__all__ = ["IMPORTANCE", "Added", "Answer", "AnswerKind", "Ask", "Basis", "Borne", "Chance",
           "Circumstance", "Commitment", "CommitmentState", "Dialogue", "Direction", "Done", "Doubt",
           "Draft", "Ended", "Ending", "Equally", "Event", "Evidence", "Front", "Happened", "Judgement",
           "Levels", "Line", "Matters", "Offer", "Option", "OwnRule", "Party", "Preferences", "Priority",
           "Round", "Rule", "Signature", "Silence", "Source", "State", "Statement", "Status", "View",
           "Weight", "between", "carried", "differing", "distance", "permitted"]  # fmt: skip
