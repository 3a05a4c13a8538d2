// The editors of the page.
import {
    autocompletion, bracketMatching, closeBrackets, closeBracketsKeymap, Compartment, completionKeymap, Decoration, defaultKeymap,
    drawSelection, dropCursor, EditorState, EditorView, foldGutter, foldKeymap, gutter, GutterMarker, highlightActiveLine,
    highlightActiveLineGutter, highlightSelectionMatches, highlightSpecialChars, history, historyKeymap, indentOnInput, indentUnit,
    json, keymap, lineNumbers, lintGutter, lintKeymap, RangeSetBuilder, search, searchKeymap, StateEffect, StateField, yaml,
} from "./vendor/codemirror.js";
import { highlighting, rego } from "./rego-language.js";

const nonce = EditorView.cspNonce.of(document.querySelector("meta[name=csp-nonce]").content);

// The squiggle of CodeMirror is a picture; a wavy line needs none and has the colours of the style sheet.
const look = EditorView.theme({
    "&": { height: "100%" },
    ".cm-scroller": { fontFamily: "var(--mono)", lineHeight: "1.45" },
    ".cm-lintRange-error": { backgroundImage: "none", textDecoration: "underline wavy var(--error)" },
    ".cm-lintRange-warning": { backgroundImage: "none", textDecoration: "underline wavy var(--warning)" },
});

const common = [
    nonce, look, highlighting, highlightSpecialChars(), drawSelection(), search({ top: true }),
];

const writable = [
    history(), dropCursor(), bracketMatching(), closeBrackets(), indentOnInput(), highlightActiveLine(), highlightActiveLineGutter(),
    keymap.of([...closeBracketsKeymap, ...defaultKeymap, ...searchKeymap, ...historyKeymap, ...foldKeymap, ...completionKeymap, ...lintKeymap]),
];

const label = text => EditorView.contentAttributes.of({ "aria-label": text, tabindex: "0" });

// Coverage: a class for each line, and a mark beside it for those who do not tell red from green.

export const setCoverage = StateEffect.define();

class CoverageMark extends GutterMarker {
    constructor(kind) {
        super();
        this.kind = kind;
    }

    eq(other) {
        return other.kind === this.kind;
    }

    toDOM() {
        const mark = document.createElement("span");
        mark.textContent = { covered: "+", missed: "−", partly: "±" }[this.kind];
        mark.title = { covered: "evaluated", missed: "not evaluated", partly: "evaluated in part" }[this.kind];
        mark.className = `coverage-mark ${this.kind}`;
        return mark;
    }
}

const KINDS = ["covered", "missed", "partly"];
const lineOf = Object.fromEntries(KINDS.map(kind => [kind, Decoration.line({ class: `cm-${kind}` })]));
const markOf = Object.fromEntries(KINDS.map(kind => [kind, new CoverageMark(kind)]));

function coverageSets(doc, coverage) {
    const lines = new RangeSetBuilder();
    const marks = new RangeSetBuilder();
    const kinds = new Map();
    for (const kind of KINDS) {
        for (const row of coverage?.[kind] ?? []) {
            kinds.set(row, kind);
        }
    }
    for (const [row, kind] of [...kinds].sort(([a], [b]) => a - b)) {
        if (row >= 1 && row <= doc.lines) {
            const { from } = doc.line(row);
            lines.add(from, from, lineOf[kind]);
            marks.add(from, from, markOf[kind]);
        }
    }
    return { lines: lines.finish(), marks: marks.finish() };
}

const coverageField = StateField.define({
    create: state => coverageSets(state.doc, null),
    update(value, transaction) {
        for (const effect of transaction.effects) {
            if (effect.is(setCoverage)) {
                return coverageSets(transaction.state.doc, effect.value);
            }
        }
        // An evaluation says nothing of a text that has changed since.
        return transaction.docChanged ? coverageSets(transaction.state.doc, null) : value;
    },
    provide: field => EditorView.decorations.from(field, value => value.lines),
});

const coverage = [
    coverageField,
    gutter({ class: "cm-coverage-gutter", markers: view => view.state.field(coverageField).marks }),
];

// The text of the node that is pointed at in the tree.

export const setLit = StateEffect.define();

const lit = StateField.define({
    create: () => Decoration.none,
    update(value, transaction) {
        for (const effect of transaction.effects) {
            if (effect.is(setLit)) {
                const { from, to } = effect.value ?? {};
                const end = Math.min(to ?? 0, transaction.state.doc.length);
                return from < end ? Decoration.set(Decoration.mark({ class: "cm-lit" }).range(from, end)) : Decoration.none;
            }
        }
        return transaction.docChanged ? Decoration.none : value;
    },
    provide: field => EditorView.decorations.from(field),
});

/** The editor of policies. Each module has a state of its own, with its own history. */
export class PolicyEditor {
    constructor(parent, extensions) {
        this.extensions = [
            ...common, lineNumbers(), foldGutter(), lintGutter(), coverage, lit, highlightSelectionMatches(), ...extensions, ...writable,
            indentUnit.of("\t"), EditorState.tabSize.of(4), rego(), label("Policy"),
        ];
        this.view = new EditorView({ parent, state: this.newState("") });
    }

    newState(text) {
        return EditorState.create({ doc: text, extensions: this.extensions });
    }
}

/** An editor of a document in JSON or YAML: what it is, it finds out. */
export class DocumentEditor {
    constructor(parent, name, onChange, keys) {
        this.language = new Compartment();
        this.kind = "json";
        this.view = new EditorView({
            parent,
            state: EditorState.create({
                extensions: [
                    ...common, keys, EditorView.lineWrapping, lineNumbers(), foldGutter(), ...writable, autocompletion({ override: [] }), indentUnit.of("  "),
                    this.language.of(json()), label(name),
                    EditorView.updateListener.of(update => {
                        if (update.docChanged) {
                            this.detect();
                            onChange();
                        }
                    }),
                ],
            }),
        });
    }

    get text() {
        return this.view.state.doc.toString();
    }

    set text(text) {
        this.view.dispatch({ changes: { from: 0, to: this.view.state.doc.length, insert: text } });
    }

    detect() {
        const start = this.view.state.sliceDoc(0, 1000).trimStart();
        const kind = start === "" || /^["[{\d-]|^(?:true|false|null)\b/.test(start) && !/^-\s|^---/.test(start) ? "json" : "yaml";
        if (kind !== this.kind) {
            this.kind = kind;
            this.view.dispatch({ effects: this.language.reconfigure(kind === "json" ? json() : yaml()) });
        }
    }
}

/** A text to read and to copy. */
export class Reader {
    constructor(parent, name, language, extensions = []) {
        this.extensions = [...common, lineNumbers(), foldGutter(), EditorState.readOnly.of(true), keymap.of([...defaultKeymap, ...searchKeymap, ...foldKeymap]), language, label(name), ...extensions];
        this.view = new EditorView({ parent, state: EditorState.create({ extensions: this.extensions }) });
    }

    get text() {
        return this.view.state.doc.toString();
    }

    set text(text) {
        if (text !== this.text) {
            this.view.setState(EditorState.create({ doc: text, extensions: this.extensions }));
        }
    }
}
