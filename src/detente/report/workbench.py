"""What the workbench says in the browser: its table of words, in the reader's language.

The client has the keys (`client/workbench/words.ts`; a test holds the two together) and fills the places in braces.
"""

from __future__ import annotations

from detente.report.language import _later, said


def words() -> dict[str, str]:
    """Key -> message, in the language that is spoken."""
    return {key: said(message) for key, message in WORDS.items()}


WORDS = {
    # the bar and what surrounds the panels
    "board": _later("Board"), "text": _later("Text"), "answers": _later("Answers"), "priorities": _later("Priorities"),
    "circumstances": _later("Circumstances"), "rounds": _later("Rounds"), "undo": _later("Undo"),
    "redo": _later("Redo"), "compare": _later("Compare"), "find": _later("Find"), "brief": _later("Brief"),
    "questions": _later("Questions"), "interview": _later("Interview"), "versions": _later("Versions"),
    "save": _later("Save"), "keys": _later("Keys"), "asInFile": _later("As in the file"),
    "backToFile": _later("back to the file"), "fileSays": _later("the file says {value}"), "yes": _later("yes"),
    "no": _later("no"), "backToNow": _later("back to now"), "tools": _later("Tools"),
    "readText": _later("Read a text"), "events": _later("events before: {n}"), "close": _later("Close"),
    # what is saved, and two people in one text
    "version": _later("version {n}"), "saved": _later("saved"), "saving": _later("saving …"),
    "draftKept": _later("not saved; the draft is kept"), "unsaved": _later("not saved"),
    "notSaved": _later("not kept: {why} Keep this page open."),
    "draftBack": _later("This is the draft that was being written; it is not saved yet."),
    "dropDraft": _later("back to what is saved"),
    "savedMeanwhile": _later("{who} saved another version while you were writing. {version}"),
    "someone": _later("Somebody"),
    "keptMoving": _later(
        "The text kept changing while this was written into it; nothing of it was done. Do it again."
    ),
    "mergeable": _later("The two changes touch different entries and go together."), "takeMerged": _later("Take both"),
    "takeTheirs": _later("Take theirs"), "keepOurs": _later("Go on with mine, on top of theirs"),
    "clashes": _later(
        "Entries that both changed: {n}, to decide: {open}. Choose whose stands; the other stays in the "
        "versions."
    ),
    "entry": _later("Entry {id}"), "base": _later("Before"), "ours": _later("Mine"), "theirs": _later("Theirs"),
    "wholeText": _later("The whole text"), "notThere": _later("not there"),
    "unsoundTogether": _later("Put together like this, it is no sound dialogue:"),
    "takeUnsound": _later("Take it all the same, and mend it in the text"),
    # the board
    "boardOf": _later("Board: options by party, futures across"), "option": _later("Option"), "now": _later("Now"),
    "afterRound": _later("after round {round}"), "position": _later("position"), "threat": _later("If nobody yields"),
    "threatSub": _later("said or feared"), "settles": _later("settles, {firmness}"), "firm": _later("firm"),
    "credible": _later("credible"), "moves": _later("somebody moves on"),
    "under": _later("settles if facts change: {n}"), "dilemma": _later("Dilemma"), "whose": _later("whose"),
    "notAtTable": _later("acts, not at the table"), "edited": _later("edited"), "inPart": _later("in part"),
    "leftOpen": _later("left open"), "wouldRather": _later("its owner would rather have more of it"),
    "ratherNot": _later("its owner would rather have less of it"), "doubted": _later("in doubt"),
    "cannotBe": _later("the rules forbid it"), "ruledOut": _later("the rules allow no other level here"),
    "lines": _later("text lines {from}–{to}"), "lineOfText": _later("text line {n}"), "notKnown": _later("not known"),
    "workingLong": _later("For {n} s now: a dialogue of this size takes a while; the text can be written meanwhile."),
    "emptyText": _later("This dialogue is empty."), "waysToBegin": _later("Ways to begin"),
    "noBoard": _later("There is a board once this is mended in the text:"), "noRound": _later("No round yet."),
    "unsoundReads": _later("The text has a mistake; until it is mended the board can only be read."),
    "roundReads": _later("This is how things stood in that round; it can only be read."),
    "computedCell": _later("This column follows from the others; change what is so now, a position or a list."),
    "noSuchLevel": _later("That cannot be left open."), "persuasion": _later("persuasion"),
    "rejection": _later("rejection"), "trust": _later("trust"), "persuasionOf": _later("dilemma of persuasion, {who}"),
    "rejectionOf": _later("dilemma of rejection, {who}"), "trustOf": _later("dilemma of trust, {who}"),
    "moreWays": _later("More ways of settling, not drawn: {n}."),
    # new entries
    "newOption": _later("New option"), "newLine": _later("New line"), "newParty": _later("New party"),
    "newRound": _later("New round"), "addIt": _later("Add it"), "optionText": _later("What it could do"),
    "optionTextHow": _later("As the name of a thing: “the withdrawal from the ridge”."),
    "askedBy": _later("Who asks for it"), "levels": _later("Levels, from the least, with commas"),
    "levelsHow": _later("Empty: no and yes."), "want": _later("What it wants"),
    "wantHow": _later("An option, or “not” and an option; also with and, or, if … then."), "because": _later("Why"),
    "partyName": _later("Name"), "partyCode": _later("Its letters"),
    "partyCodeHow": _later("Two or three capitals for the board; empty: the first of its name."),
    "date": _later("Date: 2010, 2010-10 or 2010-10-22"), "dateHow": _later("Two days of one meeting: 2010-10-22/23."),
    "place": _later("Place"),
    # the text
    "mistake": _later("1 mistake"), "mistakes": _later("{n} mistakes"), "noMistake": _later("no mistake"),
    "line": _later("Line {n}"), "mend": _later("write {text}"),
    # the answers
    "exact": _later("exact, {ms} ms"), "stale": _later("From the last sound text:"),
    "staleLine": _later("line {n} has a mistake."), "working": _later("Working it out …"),
    "loading": _later("Asking the program …"),
    "tooLarge": _later("Too large to be foreseen in the page; the program answers after each change."),
    "whereSettle": _later("Where it can settle"), "oneSettles": _later("One way of settling, {firmness}."),
    "manySettle": _later("Ways of settling: {n}, of them firm: {firm}."),
    "noneSettles": _later("Nowhere: from every state somebody would move on."),
    "noStates": _later("Nothing can be: the rules leave no state."), "moreOf": _later("and {n} more"),
    "whereDrift": _later("If nothing is signed"), "driftsTo": _later("It ends at {where}."),
    "driftsShare": _later("{where}: {share} %"),
    "driftsRound": _later("it goes round among {n} states and settles nowhere"),
    "nowNotKnown": _later(
        "Not all that is so now is known. Fill in the column “Now”, and it is told where that leads."
    ), "nothingDone": _later("nothing is done"),
    "noStatusQuo": _later("There is no status quo that the rules allow, so there is nothing to drift from."),
    "asksFare": _later("What becomes of each ask"), "why": _later("why?"), "whatMoves": _later("What would move it"),
    "show": _later("show"), "alone": _later("look at this alone"), "step": _later("Step"),
    "wayOf": _later("One of the shortest ways there; steps: {n}."), "play": _later("play"),
    "changedNow": _later("Changed:"), "asNow": _later("as now"), "fate_full": _later("granted"),
    "fate_part": _later("granted in part"), "fate_not": _later("not granted"),
    "fate_depends": _later("depends on where it ends"), "fate_open": _later("open: no list of the file speaks of it"),
    "nothingAsked": _later("Nothing is asked yet: write asks under `asks:` in the text."),
    # the lists
    "listHow": _later("Most important first; drag a line, or Alt and an arrow"), "up": _later("Higher"),
    "down": _later("Lower"), "nothingChanges": _later("No conclusion changes."),
    "opens": _later("Would settle, too: {states}."), "closes": _later("Would settle no longer: {states}."),
    "becomesFirm": _later("Would become firm: {states}."),
    "becomesCredible": _later("Would be credible only: {states}."), "fares": _later("{ask}: {was} → {is}."),
    "driftsElse": _later("It would end elsewhere if nothing is signed."),
    "noList": _later("No list yet: this party is told to be indifferent."),
    # the keys
    "keysTitle": _later("Keys"), "onBoard": _later("On the board"), "onLists": _later("On a list"),
    "inText": _later("In the text"), "everywhere": _later("Everywhere"), "keyMove": _later("move"),
    "keyYes": _later("yes, the last level"), "keyNo": _later("no, the first level"),
    "keyOpen": _later("leave open (in a position)"), "keyLevel": _later("that level"), "keyWhy": _later("why"),
    "keyText": _later("its lines in the text"), "keyList": _later("to the next line"),
    "keyGrab": _later("move the line"), "keyMend": _later("make the mend that is offered"),
    "keyNext": _later("to the next mistake"), "keyComplete": _later("what could stand here"),
    "keyFind": _later("find"), "keyPanel": _later("next panel"), "keyUndo": _later("undo"), "keyRedo": _later("redo"),
    "keySave": _later("save"), "keyPriorities": _later("board or priorities"), "keyHelp": _later("this page"),
    "keyClose": _later("close"),
    # the first visit
    "walkTitle": _later("A first walk"), "walkStep": _later("{n} of {of}."),
    "walk1": _later(
        "The board: what each party can do, down; what is so now, what each demands, what comes if nobody "
        "yields, and where it can settle, across. Click a mark, or use the arrows with Y and N."
    ),
    "walk2": _later(
        "The answers follow at once: where it can settle, where it drifts, what becomes of each ask, and why."
    ),
    "walk3": _later(
        "All of it is this text. A change on the board is a change of a line here; undo takes back either."
    ),
    "walk4": _later("Facts that nobody chooses: turn one and see what follows; “back to the file” turns them back."),
    "walk5": _later("Save when you mean it; a draft is kept meanwhile. The question mark lists every key."),
    "walkOn": _later("Next"), "walkBack": _later("Back"), "walkEnd": _later("Begin"),
    "walkAgain": _later("Walk through it again"),
    "phone": _later("On a small screen the board and its answers can be read; to change them, use a larger one."),
}  # fmt: skip
