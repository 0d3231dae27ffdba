"""What a dialogue file may say: each record is one kind of entry as it is written (texts, not yet names that resolve).

The field descriptions are the published JSON Schema and the reference page. `build` turns records into a `Dialogue`.
The rooms are those of `model.dialogue`: an entry of the file stands in the room where its value stands there.
"""

from __future__ import annotations

from detente.formats.records.entry import Cited, Entry, EvidenceEntry, SourceEntry
from detente.formats.records.judged import HappenedEntry, HappenedFile, JudgementEntry, SignatureEntry, SilenceEntry
from detente.formats.records.preferences import AddedEntry, MovedEntry, StatementEntry, ViewEntry

from detente.formats.records.structure import (  # isort: skip
    AskEntry, CircumstanceEntry, FrontEntry, OptionEntry, PartyEntry, RuleEntry,
)
from detente.formats.records.talks import (  # isort: skip
    AnswerEntry, CommitmentEntry, DoubtEntry, DraftEntry, EndedEntry, EventEntry, OfferEntry, RoundEntry,
    StatusEntry,
)
from detente.formats.records.whole import DialogueFile

__all__ = ["AddedEntry", "AnswerEntry", "AskEntry", "CircumstanceEntry", "Cited", "CommitmentEntry",
           "DialogueFile", "DoubtEntry", "DraftEntry", "EndedEntry", "Entry", "EventEntry",
           "EvidenceEntry", "FrontEntry", "HappenedEntry", "HappenedFile", "JudgementEntry", "MovedEntry",
           "OfferEntry", "OptionEntry", "PartyEntry", "RoundEntry", "RuleEntry", "SignatureEntry",
           "SilenceEntry", "SourceEntry", "StatementEntry", "StatusEntry", "ViewEntry"]  # fmt: skip
