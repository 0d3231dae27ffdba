/** The words of the workbench: keys here, messages in the page (made by the program, so that they are translated). */

import { filled } from "../brief/data.ts";

/** Every message that the workbench says; a test holds the program's table to this list. */
export const WORDS = [
  "board", "text", "answers", "priorities", "circumstances", "rounds", "undo", "redo", "compare", "find", "brief", "questions", "interview", "versions", "save", "keys",
  "asInFile", "backToFile", "fileSays", "yes", "no", "backToNow", "tools", "close", "version", "saved", "saving", "draftKept", "unsaved",
  "notSaved", "draftBack", "dropDraft", "savedMeanwhile", "someone", "mergeable", "takeMerged", "takeTheirs", "keepOurs",
  "clashes", "entry", "wholeText", "base", "ours", "theirs", "notThere", "unsoundTogether", "takeUnsound", "boardOf", "option", "now", "afterRound", "position", "threat", "threatSub",
  "settles", "firm", "credible", "moves", "under", "dilemma", "whose", "notAtTable", "edited", "inPart", "leftOpen", "wouldRather",
  "ratherNot", "doubted", "cannotBe", "ruledOut", "lines", "unsoundReads", "roundReads", "computedCell", "noSuchLevel", "persuasion",
  "rejection", "trust", "persuasionOf", "rejectionOf", "trustOf", "moreWays", "mistake",
  "mistakes", "noMistake", "line", "mend", "exact", "stale", "staleLine", "working", "loading", "tooLarge", "whereSettle", "oneSettles",
  "manySettle", "noneSettles", "noStates", "moreOf", "whereDrift", "driftsTo", "driftsShare", "driftsRound", "noStatusQuo", "asksFare",
  "why", "whatMoves", "show", "alone", "step", "wayOf", "play", "changedNow", "asNow", "fate_full", "fate_part", "fate_not", "fate_depends", "fate_open",
  "nothingAsked", "workingLong", "emptyText", "noBoard", "waysToBegin", "lineOfText", "notKnown", "nowNotKnown", "nothingDone", "noRound",
  "listHow", "up", "down", "nothingChanges", "opens", "closes", "becomesFirm", "becomesCredible", "fares", "driftsElse", "noList",
  "keysTitle", "onBoard", "onLists", "inText", "everywhere", "keyMove", "keyYes", "keyNo", "keyOpen", "keyLevel", "keyWhy",
  "keyText", "keyList", "keyGrab", "keyMend", "keyNext", "keyComplete", "keyFind", "keyPanel", "keyUndo", "keyRedo", "keySave",
  "keyPriorities", "keyHelp", "keyClose", "walkTitle", "walkStep", "walk1", "walk2", "walk3", "walk4", "walk5", "walkOn", "walkBack",
  "walkEnd", "walkAgain", "phone",
  "keptMoving", "readText", "events",
  "newOption", "newLine", "newParty", "newRound", "addIt", "optionText", "optionTextHow", "askedBy", "levels", "levelsHow", "want",
  "wantHow", "because", "partyName", "partyCode", "partyCodeHow", "date", "dateHow", "place",
] as const;

export type Word = (typeof WORDS)[number];
export type Say = (word: Word, values?: Record<string, string | number>) => string;

/** A message with its places filled in; a missing one says its own key, so that it is seen. */
export const speaking = (table: Record<string, string>): Say => (word, values = {}) => filled(table[word] ?? word, values);
