// What the page uses of CodeMirror. build.mjs makes one file of it: page/vendor/codemirror.js.
export { EditorState, Compartment, StateEffect, StateField, RangeSetBuilder, Prec, Transaction } from "@codemirror/state";
export {
    EditorView, Decoration, GutterMarker, ViewPlugin, crosshairCursor, drawSelection, dropCursor, gutter,
    highlightActiveLine, highlightActiveLineGutter, highlightSpecialChars, hoverTooltip, keymap, lineNumbers, rectangularSelection,
} from "@codemirror/view";
export { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
export { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
export { highlightSelectionMatches, search, searchKeymap } from "@codemirror/search";
export {
    HighlightStyle, LanguageSupport, StreamLanguage, bracketMatching, foldGutter, foldKeymap, indentOnInput, indentUnit,
    syntaxHighlighting,
} from "@codemirror/language";
export { lintGutter, lintKeymap, setDiagnostics, forEachDiagnostic } from "@codemirror/lint";
export { json } from "@codemirror/lang-json";
export { yaml } from "@codemirror/lang-yaml";
export { unifiedMergeView } from "@codemirror/merge";
export { tags } from "@lezer/highlight";
