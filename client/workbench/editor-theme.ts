/** The look of the text: the page's own tokens, which reach into the shadow root. */

import { EditorView } from "@codemirror/view";

export const THEME = EditorView.theme({
  "&": { height: "100%", backgroundColor: "var(--paper-2)", color: "var(--ink)", fontSize: "12px" },
  "&.cm-focused": { outline: "none", boxShadow: "inset 0 0 0 2px var(--accent)" },
  ".cm-scroller": { fontFamily: "var(--mono)", lineHeight: "20px", overflow: "auto" },
  ".cm-content": { caretColor: "var(--ink)", padding: "0 0 24px" },
  ".cm-cursor": { borderLeftColor: "var(--ink)", borderLeftWidth: "1.5px" },
  ".cm-gutters": { backgroundColor: "var(--paper-2)", color: "var(--ink-3)", border: "none", fontSize: "11px" },
  ".cm-lineNumbers .cm-gutterElement": { minWidth: "36px", padding: "0 10px 0 0" },
  ".cm-activeLine": { backgroundColor: "color-mix(in srgb, var(--ink) 5%, transparent)" },
  ".cm-activeLineGutter": { backgroundColor: "transparent", color: "var(--ink)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
    backgroundColor: "color-mix(in srgb, var(--accent) 28%, transparent)",
  },
  ".cm-selectionMatch": { backgroundColor: "var(--part)" },
  ".cm-searchMatch": { backgroundColor: "var(--part)", outline: "1px solid var(--accent)" },
  ".cm-searchMatch-selected": { backgroundColor: "var(--warm-2)", outline: "1px solid var(--warm)" },
  "&.cm-focused .cm-matchingBracket": { backgroundColor: "var(--part)" },
  ".cm-line.lit": { backgroundColor: "var(--part)", boxShadow: "inset 3px 0 0 var(--accent)" },
  ".cm-line.bad": { boxShadow: "inset 3px 0 0 var(--warm)", textDecoration: "underline wavy var(--warm) 1px", textUnderlineOffset: "4px" },
  ".told": {
    font: "13px/1.4 var(--font)", backgroundColor: "var(--warm-2)", color: "var(--ink)", padding: "6px 10px 7px 12px", boxShadow: "inset 3px 0 0 var(--warm)", whiteSpace: "normal",
  },
  ".told.soft": { backgroundColor: "var(--paper)", boxShadow: "inset 3px 0 0 var(--line-2)", color: "var(--ink-2)" },
  ".mend": { font: "inherit", background: "none", border: "0", padding: "2px 4px", cursor: "pointer", color: "var(--accent)", textDecoration: "underline dotted" },
  "kbd": { font: "500 11px/1 var(--font)", border: "1px solid var(--line-2)", borderRadius: "3px", padding: "2px 4px", color: "var(--ink-2)", backgroundColor: "var(--paper)" },
  ".cm-tooltip": { backgroundColor: "var(--paper)", color: "var(--ink)", border: "1px solid var(--line-2)", font: "13px/1.4 var(--font)", maxWidth: "420px" },
  ".hover": { padding: "6px 10px", whiteSpace: "pre-line" },
  ".cm-tooltip-autocomplete > ul": { fontFamily: "var(--font)", maxHeight: "16em" },
  ".cm-tooltip-autocomplete > ul > li": { padding: "3px 8px" },
  ".cm-tooltip-autocomplete > ul > li[aria-selected]": { backgroundColor: "var(--fill)", color: "var(--on-fill)" },
  ".cm-completionDetail": { color: "var(--ink-3)", fontStyle: "normal", marginLeft: "8px" },
  "li[aria-selected] .cm-completionDetail": { color: "inherit" },
  ".cm-panels": { backgroundColor: "var(--paper)", color: "var(--ink)", font: "13px/1.4 var(--font)" },
  ".cm-panels.cm-panels-top": { borderBottom: "1px solid var(--line)" },
  ".cm-panel.cm-search": { padding: "6px 8px" },
  ".cm-panel.cm-search input, .cm-panel.cm-search button": { font: "inherit" },
  ".cm-textfield": { backgroundColor: "var(--paper)", color: "var(--ink)", border: "1px solid var(--line-2)", borderRadius: "2px" },
  ".cm-button": { backgroundColor: "var(--paper)", backgroundImage: "none", color: "var(--ink)", border: "1px solid var(--line-2)", borderRadius: "2px" },
});
