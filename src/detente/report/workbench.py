"""What the workbench says in the browser: its table of words, in the reader's language.

The client has the keys (`client/workbench/words.ts`; a test holds the two together) and fills the places in braces.
"""

from __future__ import annotations

from detente.report.language import _, _later, said


def words() -> dict[str, str]:
    """Key -> message, in the language that is spoken."""
    return {
        **_frame(), **_kept(), **_board(), **_adding(), **_text(), **_answers(), **_priorities(), **_keys(),
        **_first_visit(),
    }  # fmt: skip


def _frame() -> dict[str, str]:
    return {
        "board": _("Board"),
        "text": _("Text"),
        "answers": _("Answers"),
        "priorities": _("Priorities"),
        "circumstances": _("Circumstances"),
        "rounds": _("Rounds"),
        "undo": _("Undo"),
        "redo": _("Redo"),
        "compare": _("Compare"),
        "find": _("Find"),
        "brief": _("Brief"),
        "questions": _("Questions"),
        "interview": _("Interview"),
        "versions": _("Versions"),
        "save": _("Save"),
        "keys": _("Keys"),
        "asInFile": _("As in the file"),
        "backToFile": _("back to the file"),
        "fileSays": said(_later("the file says {value}")),
        "yes": _("yes"),
        "no": _("no"),
        "backToNow": _("back to now"),
        "tools": _("Tools"),
        "readText": _("Read a text"),
        "events": said(_later("events before: {n}")),
        "close": _("Close"),
    }


def _kept() -> dict[str, str]:
    return {
        "version": said(_later("version {n}")),
        "saved": _("saved"),
        "saving": _("saving …"),
        "draftKept": _("not saved; the draft is kept"),
        "unsaved": _("not saved"),
        "notSaved": said(_later("not kept: {why} Keep this page open.")),
        "draftBack": _("This is the draft that was being written; it is not saved yet."),
        "dropDraft": _("back to what is saved"),
        "savedMeanwhile": said(_later("{who} saved another version while you were writing. {version}")),
        "someone": _("Somebody"),
        "keptMoving": _("The text kept changing while this was written into it; nothing of it was done. Do it again."),
        "mergeable": _("The two changes touch different entries and go together."),
        "takeMerged": _("Take both"),
        "takeTheirs": _("Take theirs"),
        "keepOurs": _("Go on with mine, on top of theirs"),
        "clashes": said(_later(
            "Entries that both changed: {n}, to decide: {open}. Choose whose stands; the other stays in the versions."
        )),
        "entry": said(_later("Entry {id}")),
        "base": _("Before"),
        "ours": _("Mine"),
        "theirs": _("Theirs"),
        "wholeText": _("The whole text"),
        "notThere": _("not there"),
        "unsoundTogether": _("Put together like this, it is no sound dialogue:"),
        "takeUnsound": _("Take it all the same, and mend it in the text"),
    }  # fmt: skip


def _board() -> dict[str, str]:
    return {
        "boardOf": _("Board: options by party, futures across"),
        "option": _("Option"),
        "now": _("Now"),
        "afterRound": said(_later("after round {round}")),
        "position": _("position"),
        "threat": _("If nobody yields"),
        "threatSub": _("said or feared"),
        "settles": said(_later("settles, {firmness}")),
        "firm": _("firm"),
        "credible": _("credible"),
        "moves": _("somebody moves on"),
        "under": said(_later("settles if facts change: {n}")),
        "dilemma": _("Dilemma"),
        "whose": _("whose"),
        "notAtTable": _("acts, not at the table"),
        "edited": _("edited"),
        "inPart": _("in part"),
        "leftOpen": _("left open"),
        "wouldRather": _("its owner would rather have more of it"),
        "ratherNot": _("its owner would rather have less of it"),
        "doubted": _("in doubt"),
        "cannotBe": _("the rules forbid it"),
        "ruledOut": _("the rules allow no other level here"),
        "lines": said(_later("text lines {from}–{to}")),
        "unsoundReads": _("The text has a mistake; until it is mended the board can only be read."),
        "roundReads": _("This is how things stood in that round; it can only be read."),
        "computedCell": _("This column follows from the others; change what is so now, a position or a list."),
        "noSuchLevel": _("That cannot be left open."),
        "persuasion": _("persuasion"),
        "rejection": _("rejection"),
        "trust": _("trust"),
        "persuasionOf": said(_later("dilemma of persuasion, {who}")),
        "rejectionOf": said(_later("dilemma of rejection, {who}")),
        "trustOf": said(_later("dilemma of trust, {who}")),
        "moreWays": said(_later("More ways of settling, not drawn: {n}.")),
    }


def _text() -> dict[str, str]:
    return {
        "mistake": _("1 mistake"),
        "mistakes": said(_later("{n} mistakes")),
        "noMistake": _("no mistake"),
        "line": said(_later("Line {n}")),
        "mend": said(_later("write {text}")),
    }


def _answers() -> dict[str, str]:
    return {
        "exact": said(_later("exact, {ms} ms")),
        "stale": _("From the last sound text:"),
        "staleLine": said(_later("line {n} has a mistake.")),
        "working": _("Working it out …"),
        "loading": _("Asking the program …"),
        "tooLarge": _("Too large to be foreseen in the page; the program answers after each change."),
        "whereSettle": _("Where it can settle"),
        "oneSettles": said(_later("One way of settling, {firmness}.")),
        "manySettle": said(_later("Ways of settling: {n}, of them firm: {firm}.")),
        "noneSettles": _("Nowhere: from every state somebody would move on."),
        "noStates": _("Nothing can be: the rules leave no state."),
        "moreOf": said(_later("and {n} more")),
        "whereDrift": _("If nothing is signed"),
        "driftsTo": said(_later("It ends at {where}.")),
        "driftsShare": said(_later("{where}: {share} %")),
        "driftsRound": said(_later("it goes round among {n} states and settles nowhere")),
        "noStatusQuo": _("There is no status quo that the rules allow, so there is nothing to drift from."),
        "asksFare": _("What becomes of each ask"),
        "why": _("why?"),
        "whatMoves": _("What would move it"),
        "show": _("show"),
        "alone": _("look at this alone"),
        "step": _("Step"),
        "wayOf": said(_later("One of the shortest ways there; steps: {n}.")),
        "play": _("play"),
        "changedNow": _("Changed:"),
        "asNow": _("as now"),
        "fate_full": _("granted"),
        "fate_part": _("granted in part"),
        "fate_not": _("not granted"),
        "fate_depends": _("depends on where it ends"),
        "fate_open": _("open: no list of the file speaks of it"),
        "nothingAsked": _("Nothing is asked yet: write asks under `asks:` in the text."),
    }


def _priorities() -> dict[str, str]:
    return {
        "listHow": _("Most important first; drag a line, or Alt and an arrow"),
        "up": _("Higher"),
        "down": _("Lower"),
        "nothingChanges": _("No conclusion changes."),
        "opens": said(_later("Would settle, too: {states}.")),
        "closes": said(_later("Would settle no longer: {states}.")),
        "becomesFirm": said(_later("Would become firm: {states}.")),
        "becomesCredible": said(_later("Would be credible only: {states}.")),
        "fares": said(_later("{ask}: {was} → {is}.")),
        "driftsElse": _("It would end elsewhere if nothing is signed."),
        "noList": _("No list yet: this party is told to be indifferent."),
    }


def _keys() -> dict[str, str]:
    return {
        "keysTitle": _("Keys"),
        "onBoard": _("On the board"),
        "onLists": _("On a list"),
        "inText": _("In the text"),
        "everywhere": _("Everywhere"),
        "keyMove": _("move"),
        "keyYes": _("yes, the last level"),
        "keyNo": _("no, the first level"),
        "keyOpen": _("leave open (in a position)"),
        "keyLevel": _("that level"),
        "keyWhy": _("why"),
        "keyText": _("its lines in the text"),
        "keyList": _("to the next line"),
        "keyGrab": _("move the line"),
        "keyMend": _("make the mend that is offered"),
        "keyNext": _("to the next mistake"),
        "keyComplete": _("what could stand here"),
        "keyFind": _("find"),
        "keyPanel": _("next panel"),
        "keyUndo": _("undo"),
        "keyRedo": _("redo"),
        "keySave": _("save"),
        "keyPriorities": _("board or priorities"),
        "keyHelp": _("this page"),
        "keyClose": _("close"),
    }


def _first_visit() -> dict[str, str]:
    return {
        "walkTitle": _("A first walk"),
        "walkStep": said(_later("{n} of {of}.")),
        "walk1": _(
            "The board: what each party can do, down; what is so now, what each demands, what comes if nobody yields,"
            " and where it can settle, across. Click a mark, or use the arrows with Y and N."
        ),
        "walk2": _(
            "The answers follow at once: where it can settle, where it drifts, what becomes of each ask, and why."
        ),
        "walk3": _("All of it is this text. A change on the board is a change of a line here; undo takes back either."),
        "walk4": _("Facts that nobody chooses: turn one and see what follows; “back to the file” turns them back."),
        "walk5": _("Save when you mean it; a draft is kept meanwhile. The question mark lists every key."),
        "walkOn": _("Next"),
        "walkBack": _("Back"),
        "walkEnd": _("Begin"),
        "walkAgain": _("Walk through it again"),
        "phone": _("On a small screen the board and its answers can be read; to change them, use a larger one."),
    }


def _adding() -> dict[str, str]:
    return {
        "newOption": _("New option"),
        "newLine": _("New line"),
        "newParty": _("New party"),
        "newRound": _("New round"),
        "addIt": _("Add it"),
        "optionText": _("What it could do"),
        "optionTextHow": _("As the name of a thing: “the withdrawal from the ridge”."),
        "askedBy": _("Who asks for it"),
        "levels": _("Levels, from the least, with commas"),
        "levelsHow": _("Empty: no and yes."),
        "want": _("What it wants"),
        "wantHow": _("An option, or “not” and an option; also with and, or, if … then."),
        "because": _("Why"),
        "partyName": _("Name"),
        "partyCode": _("Its letters"),
        "partyCodeHow": _("Two or three capitals for the board; empty: the first of its name."),
        "date": _("Date: 2010, 2010-10 or 2010-10-22"),
        "dateHow": _("Two days of one meeting: 2010-10-22/23."),
        "place": _("Place"),
    }
