// Rego for the editor: what is a keyword, a string, a comment, a built-in function.
import { HighlightStyle, LanguageSupport, StreamLanguage, syntaxHighlighting, tags as t } from "./vendor/codemirror.js";

const KEYWORDS = new Set(["package", "import", "as", "default", "else", "not", "some", "with", "every", "if", "in", "contains"]);
const V2_KEYWORDS = new Set(["and", "or"]);
const ATOMS = new Set(["true", "false", "null"]);
const NAME = /^[A-Za-z_][A-Za-z0-9_]*/;
const NUMBER = /^(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/;

let builtins = new Set();
let keywords = KEYWORDS;

export function setBuiltins(names) {
    builtins = new Set(names);
}

export function setVersion(version) {
    keywords = version === "v2" ? new Set([...KEYWORDS, ...V2_KEYWORDS]) : KEYWORDS;
}

export function allKeywords() {
    return [...keywords];
}

// Inside of a string: its quote, whether it is a template, and the depth of braces of the expression in it.
function inString(stream, state) {
    const { quote, template } = state.string;
    while (!stream.eol()) {
        const c = stream.next();
        if (c === "\\" && quote === "\"") {
            stream.next();
        } else if (template && c === "{") {
            state.outer.push({ string: state.string, depth: state.depth });
            state.string = null;
            state.depth = 0;
            return "string";
        } else if (c === quote) {
            state.string = null;
            return "string";
        }
    }
    if (quote === "\"") {
        state.string = null;
    }
    return "string";
}

function token(stream, state) {
    if (state.string) {
        return inString(stream, state);
    }
    if (stream.eatSpace()) {
        return null;
    }
    if (stream.peek() === "#") {
        stream.skipToEnd();
        return "comment";
    }
    const opening = stream.match(/^\$?["`]/);
    if (opening) {
        const text = opening[0];
        state.string = { quote: text.at(-1), template: text.length === 2 };
        return inString(stream, state);
    }
    if (stream.match(NUMBER)) {
        return "number";
    }
    const name = stream.match(NAME);
    if (name) {
        return nameToken(stream, state, name[0]);
    }
    const c = stream.next();
    if (c === "{" || c === "[" || c === "(") {
        state.depth++;
    } else if (c === "}" || c === "]" || c === ")") {
        if (c === "}" && state.depth === 0 && state.outer.length > 0) {
            const back = state.outer.pop();
            state.string = back.string;
            state.depth = back.depth;
            return "string";
        }
        state.depth = Math.max(0, state.depth - 1);
    }
    state.afterDot = c === ".";
    return /[{}[\]()]/.test(c) ? "bracket" : /[:=<>!+\-*/%&|]/.test(c) ? "operator" : null;
}

function nameToken(stream, state, name) {
    if (state.afterDot) {
        state.afterDot = false;
        return "propertyName";
    }
    // The whole of a dotted name: built-in functions have such names.
    const rest = stream.string.slice(stream.pos).match(/^(?:\.[A-Za-z_][A-Za-z0-9_]*)+/);
    if (rest && builtins.has(name + rest[0])) {
        stream.pos += rest[0].length;
        return "regoBuiltin";
    }
    if (ATOMS.has(name)) {
        return "atom";
    }
    if (name === "input" || name === "data") {
        return "document";
    }
    const called = stream.peek() === "(";
    if (keywords.has(name) && !(called && builtins.has(name))) {
        return "keyword";
    }
    return called ? (builtins.has(name) ? "regoBuiltin" : "function") : "variableName";
}

const language = StreamLanguage.define({
    name: "rego",
    startState: () => ({ string: null, depth: 0, outer: [], afterDot: false }),
    copyState: state => ({ ...state, outer: [...state.outer] }),
    token,
    indent: (state, after, context) => Math.max(0, state.depth - (/^[}\])]/.test(after) ? 1 : 0)) * context.unit,
    languageData: { commentTokens: { line: "#" }, closeBrackets: { brackets: ["(", "[", "{", "\"", "`"] }, indentOnInput: /^\s*[}\])]$/ },
    tokenTable: { regoBuiltin: t.standard(t.function(t.name)), document: t.special(t.variableName), function: t.function(t.variableName) },
});

// Colours are those of the style sheet, so that light and dark are in one place.
const style = HighlightStyle.define([
    { tag: t.keyword, class: "tok-keyword" },
    { tag: [t.atom, t.bool, t.null], class: "tok-atom" },
    { tag: t.number, class: "tok-number" },
    { tag: t.string, class: "tok-string" },
    { tag: t.comment, class: "tok-comment" },
    { tag: t.standard(t.function(t.name)), class: "tok-builtin" },
    { tag: t.function(t.variableName), class: "tok-function" },
    { tag: t.special(t.variableName), class: "tok-document" },
    { tag: t.propertyName, class: "tok-property" },
]);

export const highlighting = syntaxHighlighting(style);

export function rego() {
    return new LanguageSupport(language);
}
