// What helps while writing a policy: errors as one types, completion, hover, definition, rename.
import { autocompletion, EditorView, hoverTooltip, keymap, setDiagnostics } from "./vendor/codemirror.js";
import { ask, ApiError } from "./api.js";
import { $, askText, element, note } from "./dom.js";
import { allKeywords, setBuiltins } from "./rego-language.js";

const NAME = /[A-Za-z_][A-Za-z0-9_]*/g;
const DOTTED = /[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*|\[(?:\d+|_|"[^"\n]*")\])*/g;

export class Assist {
    constructor(app) {
        this.app = app;
        this.outline = [];
        this.diagnostics = [];
        this.builtins = new Map();
        this.inputValue = undefined;
        this.running = false;
        this.again = false;
    }

    async loadBuiltins() {
        const all = await ask("builtins", { version: this.app.state.version });
        this.builtins = new Map(all.map(each => [each.name, each]));
        setBuiltins(this.builtins.keys());
    }

    /** Asks for the errors of the modules as they are now; while an answer is on its way, once more after it. */
    async check() {
        if (this.running) {
            this.again = true;
            return;
        }
        this.running = true;
        try {
            do {
                this.again = false;
                const answer = await ask("analyze", { ...this.app.workspace(), strict: this.app.state.options.strict });
                if (!this.again) {
                    this.outline = answer.outline;
                    this.diagnostics = answer.diagnostics;
                    this.show();
                }
            } while (this.again);
        } catch (e) {
            if (!(e instanceof ApiError)) {
                throw e;
            }
            note(e.message, true);
        } finally {
            this.running = false;
        }
    }

    show() {
        const view = this.app.policy.view;
        const active = this.app.activeModule().name;
        const length = view.state.doc.length;
        const mine = this.diagnostics.filter(each => each.module === active).map(each => {
            const from = Math.min(each.from ?? 0, length);
            return { from, to: Math.max(from, Math.min(each.to ?? from, length)), severity: "error", message: `${each.code}: ${each.message}` };
        });
        view.dispatch(setDiagnostics(view.state, mine));
        showProblems(this.diagnostics, each => this.app.modules.goTo(each.module, each.from));
        document.body.dataset.checked = String(Number(document.body.dataset.checked ?? 0) + 1);
    }

    rules(packagePath) {
        return this.outline.filter(each => each.package === packagePath).flatMap(each => each.rules);
    }

    here() {
        return this.outline.find(each => each.module === this.app.activeModule().name);
    }

    extensions() {
        return [
            autocompletion({ override: [context => this.complete(context)], icons: false }),
            hoverTooltip((view, at) => this.hover(view, at), { hoverTime: 250 }),
            keymap.of([
                { key: "F12", run: () => { this.definition(); return true; } },
                { key: "F2", run: () => { this.rename(); return true; } },
            ]),
            EditorView.domEventHandlers({
                click: (event, view) => {
                    if (event.ctrlKey || event.metaKey) {
                        const at = view.posAtCoords({ x: event.clientX, y: event.clientY });
                        if (at !== null) {
                            this.definition(at);
                        }
                    }
                },
            }),
        ];
    }

    complete(context) {
        const line = context.state.doc.lineAt(context.pos);
        const before = line.text.slice(0, context.pos - line.from);
        if (/(^|[^"#])#[^"]*$/.test(before)) {
            return null;
        }
        const path = /(?:^|[^\w.])((?:input|data|[A-Za-z_]\w*)(?:\.\w+|\[[^\]\s]*\])*)\.(\w*)$/.exec(before);
        if (path) {
            const options = this.below(path[1]);
            return options.length > 0 ? { from: context.pos - path[2].length, options, validFor: /^\w*$/ } : null;
        }
        const word = context.matchBefore(/[A-Za-z_][\w]*/);
        if (!word && !context.explicit) {
            return null;
        }
        return { from: word ? word.from : context.pos, options: this.names(context), validFor: /^\w*$/ };
    }

    /** What may follow a path and a dot. */
    below(path) {
        if (path === "input" || path.startsWith("input.") || path.startsWith("input[")) {
            return fieldsOf(walkPath(this.inputValue, path));
        }
        const full = this.resolved(path);
        const found = new Map();
        if (full) {
            for (const module of this.outline) {
                if (module.package === full) {
                    module.rules.forEach(rule => found.set(rule.name, ruleOption(rule)));
                } else if (module.package.startsWith(full + ".")) {
                    const name = module.package.slice(full.length + 1).split(".")[0];
                    found.set(name, { label: name, type: "namespace", detail: "package" });
                }
            }
        }
        for (const [name, builtin] of this.builtins) {
            if (name.startsWith(path + ".")) {
                found.set(name, builtinOption(builtin, name.slice(path.length + 1)));
            }
        }
        return [...found.values()];
    }

    /** The document that a path means, if it starts with data or an import. */
    resolved(path) {
        if (path === "data" || path.startsWith("data.")) {
            return path;
        }
        const [first, ...rest] = path.split(".");
        const imported = this.here()?.imports.find(each => each.name === first);
        return imported ? [imported.path, ...rest].join(".") : null;
    }

    names(context) {
        const options = new Map();
        const add = option => options.set(option.label, option);
        for (const match of context.state.doc.toString().matchAll(NAME)) {
            if (match.index + match[0].length !== context.pos) {
                add({ label: match[0], type: "text", boost: -2 });
            }
        }
        allKeywords().forEach(label => add({ label, type: "keyword", boost: -1 }));
        ["true", "false", "null", "input", "data"].forEach(label => add({ label, type: "keyword" }));
        this.builtins.forEach(builtin => add(builtinOption(builtin, builtin.name)));
        this.here()?.imports.forEach(({ name, path }) => add({ label: name, type: "namespace", detail: path, boost: 2 }));
        this.rules(this.here()?.package).forEach(rule => add({ ...ruleOption(rule), boost: 3 }));
        return [...options.values()];
    }

    hover(view, at) {
        const line = view.state.doc.lineAt(at);
        for (const match of line.text.matchAll(DOTTED)) {
            const from = line.from + match.index;
            if (from <= at && at <= from + match[0].length) {
                const end = line.text.slice(0, at - line.from).length - match.index;
                const dom = this.described(match[0], end);
                return dom ? { pos: from, end: from + match[0].length, above: true, create: () => ({ dom }) } : null;
            }
        }
        return null;
    }

    /** What is known of a name, or of the part of a path up to where the pointer is. */
    described(path, at) {
        const next = /[.[]/.exec(path.slice(at));
        const part = next ? path.slice(0, at + next.index) : path;
        const builtin = this.builtins.get(path);
        if (builtin) {
            return tooltip(builtin.name + builtin.parameters, builtin.type, builtin.description, ...builtin.details);
        }
        if (part === "input" || part.startsWith("input.") || part.startsWith("input[")) {
            const value = walkPath(this.inputValue, part);
            return value === undefined ? tooltip(part, "not in the Input pane") : tooltip(part, shortened(JSON.stringify(value, null, 1)));
        }
        const full = this.resolved(part) ?? `${this.here()?.package}.${part}`;
        for (const module of this.outline) {
            const rules = module.rules.filter(rule => `${module.package}.${rule.name}` === full);
            if (rules.length > 0) {
                return tooltip(full, ...rules.slice(0, 5).map(rule => rule.text), ...rules.map(rule => rule.description).filter(Boolean));
            }
        }
        return this.resolved(part) ? tooltip(part, this.resolved(part)) : null;
    }

    async definition(at = this.app.policy.view.state.selection.main.head) {
        try {
            const found = await ask("definition", { ...this.app.workspace(), offset: at });
            if (found.to === undefined) {
                note(found.message);
            } else if (found.module) {
                this.app.modules.goTo(found.module, found.from, found.to);
            }
        } catch (e) {
            note(e.message, true);
        }
    }

    async rename() {
        const offset = this.app.policy.view.state.selection.main.head;
        try {
            const found = await ask("definition", { ...this.app.workspace(), offset });
            if (!found.name) {
                note(found.message);
                return;
            }
            const name = await askText(`Rename ${found.name}`, "New name", found.name, "Rename");
            if (name && name !== found.name) {
                const answer = await ask("rename", { ...this.app.workspace(), offset, name });
                this.app.modules.applyEdits(answer.edits);
                const look = answer.places.map(each => ` Look at ${each.module}:${each.row}: ${each.message}.`).join("");
                note(`${found.name} is ${name} now, at ${answer.edits.length} ${answer.edits.length === 1 ? "place" : "places"}.${look}`, look !== "");
            }
        } catch (e) {
            note(e.message, true);
        }
        this.app.policy.view.focus();
    }
}

function builtinOption(builtin, label) {
    return { label, type: "function", detail: builtin.parameters, info: () => tooltip(builtin.name + builtin.parameters, builtin.type, builtin.description) };
}

function ruleOption(rule) {
    return { label: rule.name, type: rule.kind === "function" ? "function" : "variable", detail: rule.kind, info: rule.description ? () => tooltip(rule.text, rule.description) : undefined };
}

/** The value at a path such as input.a[0].b; [_] takes the first element. */
function walkPath(root, path) {
    let value = root;
    for (const match of path.slice("input".length).matchAll(/\.(\w+)|\[(\d+|[^\]]*)\]/g)) {
        const key = match[1] ?? match[2].replace(/^"|"$/g, "");
        value = Array.isArray(value) && !/^\d+$/.test(key) ? value[0] : value?.[key];
    }
    return value;
}

function fieldsOf(value) {
    return value !== null && typeof value === "object" && !Array.isArray(value)
        ? Object.keys(value).filter(key => /^[A-Za-z_]\w*$/.test(key)).map(key => ({ label: key, type: "property", detail: shortened(JSON.stringify(value[key]), 30) }))
        : [];
}

const shortened = (text, most = 300) => (text.length > most ? text.slice(0, most) + "…" : text);

function tooltip(title, ...lines) {
    return element("div", { class: "tooltip" }, element("code", {}, title), ...lines.filter(Boolean).map(line => element("p", {}, line)));
}

/** The list of errors below the policy; each leads to its place. */
export function showProblems(problems, goTo) {
    const count = problems.length;
    $("problems-summary").textContent = count === 0 ? "No problems" : `${count} ${count === 1 ? "problem" : "problems"}`;
    $("problems").classList.toggle("bad", count > 0);
    $("problems").querySelector("ul").replaceChildren(...problems.slice(0, 100).map(each =>
        element("li", {}, element("button", { class: "problem", onclick: () => goTo(each) },
            element("span", { class: "place" }, `${each.module}${each.row ? `:${each.row}:${each.col}` : ""}`), ` ${each.code}: ${each.message}`))));
}
