"""What a page may say, gathered once: every sentence, table, headline and figure that counts takes it from here.

*In full*, *in part*, *not* and *open* each mean one set, everywhere; so does *settle* (firm, or credible in the lean
reading). Fates are read off states, so the wording of an ask cannot matter.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from detente.analyses.outlook import Outlook
from detente.analyses.rounds import Promise
from detente.analyses.why import Why
from detente.kept import kept
from detente.methods.bargaining.standing_offers import StandingOffer
from detente.methods.chances.staying import Displaced
from detente.methods.reasons.evidence import Cited
from detente.methods.settling.degrees import Degree, Fate
from detente.methods.settling.fillings import Filling, Shared
from detente.methods.settling.held import Firmness
from detente.model.dialogue import Dialogue
from detente.model.naming import Place

Verdict = Literal["better", "same", "worse"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """A step of one party: what it changes, and the line of its list for which it wants that (None: no line)."""

    party: str
    changes: dict[str, str]
    because: Cited | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Deterrence:
    """`party` would rather make the move `would`, but for the `answer` of the others, step by step."""

    party: str
    would: Move
    answer: tuple[Move, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Barred:
    """`party` would rather make the move `would`, but for `rules` over the options of two or more parties."""

    party: str
    would: Move
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A state and what holds it.

    `changes`: against the status quo (without one: against everything at its first level). `holds`: "firm" (nobody
    would gain by a move of its own), "credible" (whoever would gain expects the others to answer so that it was not
    worth it: `deterred` says who and how), None (it does not hold). `barred`: who would leave but for a rule; while
    there is one, never say that no party could do better. `refused`: the ratifiers that would refuse it, if it came
    to them, in favour of the status quo.
    """

    at: Place
    changes: dict[str, str]
    holds: Firmness | None
    deterred: tuple[Deterrence, ...]
    barred: tuple[Barred, ...]
    refused: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class End:
    """One way the drift ends: its chance as the file stands, and its states (several: it goes round among them).

    `way`: the fewest steps from the status quo to the first of them.
    """

    chance: float
    states: tuple[Standing, ...]
    way: tuple[Move, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Drift:
    """Where it goes if nobody signs anything. `next`: every step that somebody wants at the status quo (none: it
    holds). `ends`: the likeliest first; `steps`: how many on average until then."""

    next: tuple[Move, ...]
    ends: tuple[End, ...]
    steps: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageFacts:
    """One package that the table could sign.

    `signed`: what is signed; `outcomes`: what stands once outsiders have reacted. `holds`: how firmly the weakest of
    these holds (None: somebody `leaves`, by such a move; a `harmless` party only
    by moves that cost no other at the table anything). `differs`: what the first outcome changes against the first end
    of the drift (where packages are compared with today: against the status quo). `verdicts`: what each party at
    the table makes of it against the drift, over all its ends. `refused`: the ratifiers that would not let it pass;
    never show it without that word. `guarantees`: where it does not hold, the single options (else pairs of those
    that would be changed) which, if their owners could no longer change them, would hold it. `asks`: by ask how far
    it is met, in the worst outcome; `met`: how many in full.
    """

    signed: Place
    outcomes: tuple[Standing, ...]
    holds: Firmness | None
    leaves: tuple[Move, ...]
    harmless: tuple[str, ...]
    differs: dict[str, str]
    verdicts: dict[str, Verdict]
    refused: tuple[str, ...]
    guarantees: tuple[tuple[str, ...], ...]
    asks: dict[str, Degree]
    met: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftFacts:
    """A facilitator's text, what it sets for the table judged as a package (None: a rule bars it, `barred`).

    `others`: the options that it would change and that nobody at the table decides.
    `lacks`: the asks that the best package of the page meets better, `more`: those that the text meets better.
    """

    id: str
    by: str
    round: str
    barred: bool
    others: tuple[str, ...]
    package: PackageFacts | None
    lacks: tuple[str, ...]
    more: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Deal:
    """What the table could sign.

    `against`: "drift" if `beating` of `number` packages beat the drift, `passing` of them with no ratifier against;
    else "today": none beats the drift, and these beat the status quo (or a stated fallback) and do not come to where it
    drifts; say whom each suits (`verdicts`). `frontier`: how many of them no other beats for the table. `packages`: the
    best, no more than three, the one to speak of first: what passes and holds by itself, then by the smallest
    guarantee, then by most asks met.
    """

    against: Literal["drift", "today"]
    number: int
    beating: int
    passing: int
    frontier: int
    packages: tuple[PackageFacts, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DealByPart(Deal):
    """What the table of a dialogue that falls apart could sign. Those that beat are too many to count: `beating`,
    `passing` and `frontier` count only the best for each party and for the asks, of which `packages` tells three."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WayFacts:
    """One way of settling: settlements in which every party's lines hold alike.

    `shown`: the member nearest to the status quo; `holds`: as firm as the firmest of `members`. `open`: options on
    which they differ that no line mentions and no ask wants ("open, since nobody in the file minds"); `alike`: other
    options on which they differ ("asked, and no list tells the levels apart"). `asks`: how far each ask is met, over
    all members. `share`: the chance that the drift ends in it (0: it does not lead there); `packages`: which of the
    packages told, from 0, lead to it.
    """

    shown: Standing
    holds: Firmness
    members: int
    open: tuple[str, ...]
    alike: tuple[str, ...]
    asks: dict[str, tuple[Degree, ...]]
    share: float
    packages: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedFacts:
    """Facts that are otherwise, the fewest, and the asks that it can then settle on, and cannot as things are.

    `sure`: those of them that come by themselves, wherever it then drifts; the others are possible, not promised.
    `chance`: that these facts come, taken as independent (None: the file does not say). `at`: where it can then settle.
    """

    facts: dict[str, bool]
    asks: tuple[str, ...]
    sure: tuple[str, ...]
    chance: float | None
    at: Place
    changes: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnedFacts:
    """A fact that is otherwise, all else being as it is, and what that changes.

    `chance`: that it comes (None: the file does not say). `impossible`: the rules then leave the status quo no place,
    and nothing else is told. By ask, where that differs, how far it is met now and then: `drift` at least, wherever it
    may drift; `deal` under the best package that beats the drift. `passing`: how many packages then beat the drift and
    pass at home, where now `before` do.
    """

    facts: dict[str, bool]
    chance: float | None
    passing: int
    before: int
    impossible: bool = False
    drift: dict[str, tuple[Degree, Degree]] = field(default_factory=dict)
    deal: dict[str, tuple[Degree, Degree]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class PressureFacts:
    """Pressure, not an offer: `by` sets some of its own options so that `of` is worse off than today.

    `asks`: what it can settle on while that lasts, and cannot without; `promised`: while it lasts it settles nowhere
    else. `hurts`: the line of the asked party's list that makes it worse off. `at`: where it can settle then, and what
    holds that once nobody is bound: if it is credible, `at.deterred` says why the pressure then stays.
    """

    by: str
    of: str
    changes: dict[str, str]
    asks: tuple[str, ...]
    promised: bool
    hurts: Cited | None
    at: Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Dilemma:
    """All at the table like `better` better than the one firm settlement, `firm`."""

    firm: Standing
    better: Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Ways:
    """Where it can settle: firmly, or credibly in the lean reading; what holds only out of fear is counted apart.

    `ways`: those that something leads to, first the ends of the drift by their shares, then what the best packages lead
    to; then credible ones that nothing leads to. `others`: firm ways that nothing leads to. Of those that nothing leads
    to no more than 50, the nearest, are listed. `number` of ways in all, `firm` of them firm; `states`: of all of them.
    `whole`: every settlement was looked for; else credible ones only where something leads. `fearful`: states that hold
    only out of fear (None: not counted). `opened`: what other facts would open; `pressure`: what pressure would open.
    """

    ways: tuple[WayFacts, ...]
    others: tuple[WayFacts, ...]
    number: int
    firm: int
    states: int
    whole: bool
    fearful: int | None
    opened: tuple[OpenedFacts, ...]
    pressure: tuple[PressureFacts, ...]
    dilemma: Dilemma | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PartWays:
    """Where one part of a dialogue that falls apart can settle firmly: in so many `states`, in so many `ways` (None:
    too many states to tell the ways apart). `options`: those of the part; `fronts`: the fronts that they are in."""

    options: tuple[str, ...]
    fronts: tuple[str, ...]
    states: int
    ways: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WaysByPart(Ways):
    """The ways of a dialogue that falls apart and is too large as a whole: `ways` has only those that something leads
    to; `number`, `firm` and `states` are products, those that something leads to besides the firm ones added. `firm` is
    0 where some part cannot settle firmly. `parts`: part by part, those of one option alone counted in `single`."""

    parts: tuple[PartWays, ...]
    single: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """What an ask was answered in a round. `answer` "" : it was not tabled; `granted`: the level given, if named."""

    round: str
    answer: str
    granted: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AskFacts:
    """One ask, all that a page says of it.

    `yes_no`: it is met or not, never in part. `now`: in the status quo. `drift`: its fate if nothing is signed;
    *depends* where ends differ, *open* where no party's list tells any two settings of its options apart and it is
    unmet. `new`: its fate is not what is so now. `ends`: by end, in the drift's order, how far each is met, all
    states of a round trip counted. `deal`: how far the best package meets it (None: there is none). `ways`: whether
    all settlements, some or none meet it in full (None: there is none). `answers`: round by round. `chance` (`low`,
    `high`): that it is met in full if nothing is signed, the file's chances weighed (None: no outlook). `signed`: the
    same where the file says how likely a signature is: of what the best package grants then, and else of the drift
    (None: it does not say). `why`: in the likeliest end, why it is met or not. `weighs`: how high its asker's list,
    else the table's lists, places what it would change (1 most, 0 not at all).
    """

    ask: str
    by: str
    of: str
    yes_no: bool
    now: Degree | None
    drift: Fate | None
    new: bool
    ends: tuple[tuple[Degree, ...], ...]
    deal: Degree | None
    ways: Literal["all", "some", "none"] | None
    answers: tuple[Answered, ...]
    chance: float | None
    low: float | None
    high: float | None
    signed: float | None
    why: Why | None
    weighs: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """Something that the drift, the best package or an uncertain fact changes (`by`), and that somebody minds.

    `option` and the `level` that it comes to (`by` "fact": where it most likely ends), the `ask` that it is about
    ("" : none), and the line of the `party`'s list that decides: the first whose truth changes if the option alone is
    put back (None: a ranking).
    """

    by: Literal["drift", "deal", "fact"]
    option: str
    level: str
    ask: str
    party: str
    line: Cited | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Misreading:
    """What one party's view of another does. `changes_end`: without it play would end elsewhere, or with other chances.

    `surprised_by`: steps that `of` wants at the status quo and `who` does not expect; `waits_for`: steps that `who`
    expects there of `of`, who wants none.
    """

    who: str
    of: str
    changes_end: bool
    surprised_by: tuple[Move, ...]
    waits_for: tuple[Move, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Misread:
    """How play ends if each party moves by its own picture of the others: (chance, what it changes against the status
    quo; of a round trip its first state). `changes_drift`: otherwise than the drift of the file."""

    ends: tuple[tuple[float, dict[str, str]], ...]
    changes_drift: bool
    misreadings: tuple[Misreading, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the page may say of a dialogue.

    `now`: how things stand (None: no status quo; then `drift` is None, too). `deal`: what could be signed (None: no
    status quo, or nobody at the table). `ways`: where it can settle. `asks`: all of them, in file order; `order`: their
    ids, those that matter most to their asker first, the unmet before the met. `matters`: what a headline can be about,
    the best first; if there is nothing, that it holds. `misread`: who misreads whom (None: the file has no views, or no
    status quo). `promises`: as they stood on the date `as_of`; `since`: those of which the file knows more from later,
    as it has them; `drafts`: facilitators' texts, against the drift; `offers`: the file's, as things stand;
    `later_sources`: those that are later.
    `too_large`: what is left out (its field is None) because the dialogue has too many states for it. `driven_out`:
    facts that are certain to turn and then leave no place for the status quo. `status_quos`: what a status quo that is
    not wholly known may be, up to eight; `starts`: how many there are (0: it is known, or there are too many to count);
    `shared`: packages that beat the drift from every one of them, the best first. `displaced`: how
    likely it is that the rules leave it none (None: they do, as far as is known). `turned`: single facts that would
    change something, in file order.
    """

    title: str
    round: str
    as_of: str
    horizon: str
    now: Standing | None
    drift: Drift | None
    deal: Deal | None
    ways: Ways | None
    asks: tuple[AskFacts, ...]
    order: tuple[str, ...]
    matters: tuple[Matter, ...]
    misread: Misread | None
    promises: tuple[Promise, ...]
    later_sources: tuple[str, ...]
    too_large: tuple[str, ...]
    driven_out: tuple[str, ...] = ()
    displaced: Displaced | None = None
    status_quos: tuple[Filling, ...] = ()
    shared: tuple[Shared, ...] = ()
    starts: int = 0
    since: tuple[Promise, ...] = ()
    drafts: tuple[DraftFacts, ...] = ()
    offers: tuple[StandingOffer, ...] = ()
    turned: tuple[TurnedFacts, ...] = ()

    def ask(self, id: str) -> AskFacts:
        """The facts of an ask. KeyError if there is none."""
        for facts in self.asks:
            if facts.ask == id:
                return facts
        raise KeyError(id)

    @property
    def pressing(self) -> tuple[PressureFacts, ...]:
        """Pressure worth telling: on asks that no package meets, and there where it leads it holds."""
        found = self.ways.pressure if self.ways else ()
        return tuple(
            one for one in found if one.at.holds is not None and any(self.ask(id).deal != "full" for id in one.asks)
        )

    def with_fate(self, *fates: Fate) -> tuple[AskFacts, ...]:
        """The asks with one of these fates in the drift, in file order: what "in full" or "not" means on a page."""
        return tuple(facts for facts in self.asks if facts.drift in fates)


@kept
def facts(
    dialogue: Dialogue, chances: Outlook | None = None, *, weighed: bool = True, views: bool = True
) -> Facts:
    """The facts of a dialogue. TooLarge beyond what can be solved.

    `chances`: its outlook, if it is there already. `weighed`: without it no chances of asks are worked out, which
    takes longest. `views`: without it nobody is asked who misreads whom (`misread` is None).
    """
    from detente.analyses.gathering import Gathering

    return Gathering(dialogue, chances, weighed=weighed, views=views).facts()
