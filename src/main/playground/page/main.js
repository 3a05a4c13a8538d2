// The page: its state, and what its buttons and keys do.
import { EditorView, keymap, Prec } from "./vendor/codemirror.js";
import { Answers } from "./answers.js";
import { ask, keepDocument } from "./api.js";
import { Assist } from "./assist.js";
import { $, askDialog, askText, element, field, moveBetweenTabs, note, splitter } from "./dom.js";
import { DocumentEditor, PolicyEditor, setCoverage } from "./editors.js";
import { EXAMPLES } from "./examples.js";
import { openDownload } from "./downloads.js";
import { rego, setVersion } from "./rego-language.js";
import { fromFragment, ofExample, store, stored, toFragment } from "./state.js";
import { Views } from "./views.js";

// A document with more characters is not put into an editor: it is kept by the server, and named.
const MOST_IN_EDITOR = 1_000_000;

class App {
    constructor() {
        this.state = ofExample("petstore");
        this.opened = new Map();
        this.large = { input: null, data: null };
        this.editorStates = new Map();
        this.assist = new Assist(this);
        const keys = Prec.highest(keymap.of([
            { key: "Mod-Enter", run: () => { this.answers.evaluate(); return true; } },
            { key: "Shift-Mod-Enter", run: () => { this.evaluateSelection(); return true; } },
        ]));
        this.policy = new PolicyEditor($("policy"), [
            keys, this.assist.extensions(),
            keymap.of([{ key: "Shift-Alt-f", run: () => { this.format(); return true; } }]),
            EditorView.updateListener.of(update => {
                if (update.docChanged) {
                    this.activeModule().text = update.state.doc.toString();
                    this.modulesChanged();
                }
                if (update.selectionSet) {
                    this.views?.cursorMoved(update.state.selection.main.head);
                }
            }),
        ]);
        this.input = new DocumentEditor($("input"), "Input", () => this.documentChanged("input"), keys);
        this.data = new DocumentEditor($("data"), "Data", () => this.documentChanged("data"), keys);
        this.answers = new Answers(this);
        this.views = new Views(this);
    }

    regoLanguage() {
        return rego();
    }

    activeModule() {
        return this.state.modules[this.state.active];
    }

    /** What a request says of the modules. */
    workspace() {
        const { version, modules } = this.state;
        return { version, modules: modules.map(({ name, text }) => ({ name, text })), active: this.activeModule().name };
    }

    /** What a request says to ask something. */
    question() {
        const document = name => (this.large[name] ? { id: this.large[name].id } : { text: this.state[name] });
        const { query, options } = this.state;
        return { ...this.workspace(), query, input: document("input"), data: document("data"), strictErrors: options.strictErrors };
    }

    /** The state was changed: it is kept, a moment later. */
    changed() {
        clearTimeout(this.storeTimer);
        if (this.opened.size > 0) {
            return; // Files are kept on the disk, and what was written without any stays as it was.
        }
        this.storeTimer = setTimeout(() => {
            if (!store(this.state)) {
                note("The browser has no room for this state: it is not kept when the page is closed.", true);
            }
        }, 300);
    }

    modulesChanged() {
        if (this.loading) {
            return;
        }
        this.changed();
        this.assist.check();
        this.views?.modulesChanged();
    }

    documentChanged(name) {
        if (!this.loading) {
            this.large[name] = null;
            this.state[name] = this[name].text;
            this.changed();
        }
        this.showKind(name);
        if (name === "input") {
            this.readInput();
        }
    }

    showKind(name) {
        const large = this.large[name];
        $(`${name}-kind`).textContent = large ? `${large.name}, ${(large.size / 1e6).toFixed(1)} MB, not shown` : this[name].text.trim() === "" ? "none" : this[name].kind.toUpperCase();
    }

    /** The value of the input, for completion: JSON at once, YAML by asking. */
    readInput() {
        try {
            this.assist.inputValue = this.input.text.trim() === "" ? undefined : JSON.parse(this.input.text);
        } catch {
            clearTimeout(this.inputTimer);
            this.inputTimer = setTimeout(async () => {
                const answer = await ask("evaluate", { ...this.question(), modules: [{ name: "none.rego", text: "package none" }], active: "none.rego", query: "input" }).catch(() => ({}));
                if (answer.status === "value") {
                    this.assist.inputValue = JSON.parse(answer.value);
                }
            }, 500);
        }
    }

    /** Shows a state: one that was kept, an example, or what a link holds. */
    load(state) {
        this.loading = true;
        this.state = state;
        this.editorStates.clear();
        this.large = { input: null, data: null };
        setVersion(state.version);
        $("version").value = state.version;
        $("example").value = state.example;
        $("coverage").checked = state.options.coverage;
        $("strict-errors").checked = state.options.strictErrors;
        $("query").value = state.query;
        this.input.text = state.input;
        this.data.text = state.data;
        this.showModule();
        this.loading = false;
        this.showKind("input");
        this.showKind("data");
        this.readInput();
        this.answers.reset();
        this.showSteps();
        this.modulesChanged();
    }

    showSteps() {
        const example = EXAMPLES.find(each => each.id === this.state.example);
        $("steps").hidden = !example;
        $("steps").querySelector("ol").replaceChildren(...(example?.steps ?? []).map(step => element("li", {}, step)));
    }

    showTabs() {
        $("modules").replaceChildren(...this.state.modules.map(({ name }, index) => element("button", {
            role: "tab", "aria-selected": String(index === this.state.active), "aria-controls": "policy",
            tabindex: index === this.state.active ? "0" : "-1", onclick: () => this.select(index),
        }, name)));
        $("module-delete").disabled = this.state.modules.length === 1;
    }

    /** Puts the active module into the editor, with the history that it had. */
    showModule() {
        const module = this.activeModule();
        const kept = this.editorStates.get(module);
        this.policy.view.setState(kept && kept.doc.toString() === module.text ? kept : this.policy.newState(module.text));
        this.showTabs();
        this.policy.view.dispatch({ effects: setCoverage.of(this.answers?.coverage?.[module.name]) });
    }

    select(index) {
        if (index !== this.state.active) {
            this.editorStates.set(this.activeModule(), this.policy.view.state);
            this.state.active = index;
            const focused = $("modules").contains(document.activeElement);
            this.showModule();
            if (focused) {
                $("modules").children[index].focus();
            }
            this.modulesChanged();
        }
    }

    async newModule() {
        const name = this.freeName(await askText("A new module", "Name of the file", "policy.rego", "Add"));
        if (name) {
            this.editorStates.set(this.activeModule(), this.policy.view.state);
            this.state.modules.push({ name, text: "package example\n\n" });
            this.state.active = this.state.modules.length - 1;
            this.showModule();
            this.modulesChanged();
            this.policy.view.focus();
        }
    }

    /** A name that no module has yet; null if none was given. */
    freeName(given) {
        if (!given) {
            return null;
        }
        const name = given.endsWith(".rego") ? given : given + ".rego";
        if (this.state.modules.some(each => each.name === name)) {
            note(`There is a module ${name} already.`, true);
            return null;
        }
        return name;
    }

    async renameModule() {
        const module = this.activeModule();
        const name = this.freeName(await askText(`Rename ${module.name}`, "Name of the file", module.name, "Rename"));
        if (name) {
            module.name = name;
            this.showTabs();
            this.modulesChanged();
        }
    }

    async deleteModule() {
        const { name } = this.activeModule();
        if (await askDialog(`Take ${name} away?`, element("p", {}, "Its text is lost here; a file on the disk stays as it is."), "Take away")) {
            this.state.modules.splice(this.state.active, 1);
            this.state.active = Math.max(0, this.state.active - 1);
            this.showModule();
            this.modulesChanged();
        }
    }

    /** Shows a place in a module. */
    goTo(name, from = 0, to = from) {
        const index = this.state.modules.findIndex(each => each.name === name);
        if (index >= 0) {
            this.select(index);
            const { length } = this.policy.view.state.doc;
            this.policy.view.dispatch({ selection: { anchor: Math.min(from, length), head: Math.min(to, length) }, scrollIntoView: true });
            this.policy.view.focus();
        }
    }

    goToRow(name, row, col) {
        const index = this.state.modules.findIndex(each => each.name === name);
        if (index >= 0) {
            this.select(index);
            const { doc } = this.policy.view.state;
            const line = doc.line(Math.min(Math.max(1, row), doc.lines));
            this.goTo(name, Math.min(line.to, line.from + Math.max(0, col - 1)));
        }
    }

    /** Changes several modules: edits of one text, in its old offsets. */
    applyEdits(edits) {
        this.state.modules.forEach((module, index) => {
            const changes = edits.filter(edit => edit.module === module.name).map(({ from, to, text }) => ({ from, to, insert: text }));
            if (changes.length > 0 && index === this.state.active) {
                this.policy.view.dispatch({ changes });
            } else if (changes.length > 0) {
                module.text = changes.sort((a, b) => b.from - a.from).reduce((text, { from, to, insert }) => text.slice(0, from) + insert + text.slice(to), module.text);
                this.editorStates.delete(module);
            }
        });
        this.modulesChanged();
    }

    evaluateSelection() {
        const { state } = this.policy.view;
        const { from, to } = state.selection.main;
        const selection = state.sliceDoc(from, to).trim();
        if (selection === "") {
            note("Select an expression in the policy first.", true);
        } else {
            this.answers.evaluate(selection);
        }
    }

    async format() {
        try {
            const answer = await ask("format", this.workspace());
            if (answer.errors?.length > 0) {
                note(`Not formatted: ${answer.errors[0].message}`, true);
            } else if (answer.changed) {
                const { view } = this.policy;
                const head = Math.min(view.state.selection.main.head, answer.text.length);
                view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: answer.text }, selection: { anchor: head } });
                note("Formatted.");
            } else {
                note("It is formatted already.");
            }
        } catch (e) {
            note(e.message, true);
        }
    }

    async share() {
        if (this.large.input || this.large.data) {
            note("A document that is too large for the editor does not fit into a link: it is left out.", true);
        }
        // Without the token: who gets the link opens it with a playground of their own.
        const link = `${location.origin}/#${await toFragment(this.state)}`;
        const { input, row } = field("Link", { readonly: true });
        input.value = link;
        try {
            await navigator.clipboard.writeText(link);
            note(`The link is copied: ${link.length} characters. rego4j playground 'LINK' opens it.`);
        } catch {
            setTimeout(() => input.select());
            await askDialog("Copy this link", [row, element("p", {}, "rego4j playground 'LINK' opens it, and so does Open… here.")], "Done");
        }
        document.body.dataset.link = link;
    }

    async open() {
        const link = await askText("Open a link", "Link of a rego4j playground", "", "Open");
        if (link) {
            const state = await fromFragment(link);
            if (state) {
                this.load(state);
            } else {
                note("That is no link of a rego4j playground.", true);
            }
        }
    }

    loadDocument(name) {
        const chooser = $("file");
        chooser.onchange = () => {
            const [file] = chooser.files;
            chooser.value = "";
            if (file) {
                this.takeDocument(name, file);
            }
        };
        chooser.click();
    }

    /** Takes a file for the input or the data: into the editor, or beside it if it is large. */
    async takeDocument(name, file) {
        try {
            if (file.size <= MOST_IN_EDITOR) {
                this[name].text = await file.text();
            } else {
                const id = await keepDocument(file);
                this[name].text = "";
                this.large[name] = { id, name: file.name, size: file.size };
                this.showKind(name);
                note(`${file.name} is used as ${name}; it is too large to be shown.`);
            }
        } catch (e) {
            note(e.message, true);
        }
    }

    /** The opened files that are not on the disk as they are shown: what is to be written, with the ends of lines that each has. */
    unsaved() {
        const shown = new Map(this.state.modules.map(({ name, text }) => [name, text]));
        const files = [];
        for (const [name, { text, role, ends }] of this.opened) {
            const now = role === "module" ? shown.get(name) : this.large[role] ? undefined : this.state[role];
            if (now !== undefined && now !== text) {
                files.push({ name, text: now.replaceAll("\n", ends), shown: now });
            }
        }
        return files;
    }

    async save() {
        const files = this.unsaved();
        if (files.length === 0) {
            note("Nothing to save: the files are as they are shown.");
            return;
        }
        const list = element("ul", {}, ...files.map(({ name }) => element("li", {}, name)));
        if (await askDialog("Save to the disk?", [element("p", {}, "These files are replaced by what is shown here:"), list], "Save")) {
            try {
                const answer = await ask("save", { confirmed: true, files: files.map(({ name, text }) => ({ name, text })) });
                files.forEach(({ name, shown }) => { this.opened.get(name).text = shown; });
                note(`Saved: ${answer.saved.join(", ")}.`);
            } catch (e) {
                note(e.message, true);
            }
        }
    }

    /** Shows opened files: policies are modules, a file named input or data is that document. */
    openFiles(files) {
        for (const { name, text } of files) {
            const role = name.endsWith(".rego") ? "module" : /(?:^|\/)(input|data)\.(?:json|ya?ml)$/.exec(name)?.[1];
            if (role) {
                this.opened.set(name, { text: text.replace(/\r\n?/g, "\n"), role, ends: text.includes("\r\n") ? "\r\n" : "\n" });
            } else {
                note(`${name} is not shown: a document is called input or data, with .json or .yaml.`, true);
            }
        }
        const all = [...this.opened].map(([name, { text, role }]) => ({ name, text, role }));
        const modules = all.filter(({ role }) => role === "module");
        const document = wanted => all.find(({ role }) => role === wanted)?.text ?? "";
        const empty = ofExample("petstore");
        const version = modules.some(({ text }) => /^import rego\.v2\b/m.test(text)) ? "v2" : "v1";
        this.load({ ...empty, version, example: "", modules: modules.length > 0 ? modules.map(({ name, text }) => ({ name, text })) : empty.modules, input: document("input"), data: document("data") });
        $("save").hidden = false;
        window.addEventListener("beforeunload", event => this.unsaved().length > 0 && event.preventDefault());
    }

    bind() {
        const on = (id, work) => $(id).addEventListener("click", work);
        on("evaluate", () => this.answers.evaluate());
        on("evaluate-selection", () => this.evaluateSelection());
        on("cancel", () => this.answers.cancel());
        on("format", () => this.format());
        on("share", () => this.share());
        on("open", () => this.open());
        on("download", () => openDownload(this));
        on("save", () => this.save());
        on("module-new", () => this.newModule());
        on("module-rename", () => this.renameModule());
        on("module-delete", () => this.deleteModule());
        on("input-load", () => this.loadDocument("input"));
        on("data-load", () => this.loadDocument("data"));
        on("steps-close", () => { $("steps").hidden = true; });
        $("modules").addEventListener("keydown", event => moveBetweenTabs(event, $("modules")));
        $("coverage").addEventListener("change", () => this.setOption("coverage", $("coverage").checked));
        $("strict-errors").addEventListener("change", () => this.setOption("strictErrors", $("strict-errors").checked));
        $("query").addEventListener("input", () => { this.state.query = $("query").value; this.changed(); });
        $("version").addEventListener("change", async () => {
            this.state.version = $("version").value;
            setVersion(this.state.version);
            await this.assist.loadBuiltins();
            this.editorStates.set(this.activeModule(), null);
            this.showModule();
            this.modulesChanged();
        });
        $("example").addEventListener("change", () => {
            this.load(ofExample($("example").value));
            this.answers.evaluate();
        });
        $("theme").addEventListener("change", () => setTheme($("theme").value));
        document.addEventListener("keydown", event => {
            const wanted = event.ctrlKey || event.metaKey || event.target === $("query");
            if (event.key === "Enter" && wanted && !event.defaultPrevented && !$("dialog").open) {
                event.preventDefault();
                this.answers.evaluate();
            }
        });
        window.addEventListener("hashchange", () => this.loadFragment());
        document.querySelectorAll(".splitter").forEach(splitter);
    }

    setOption(name, value) {
        this.state.options[name] = value;
        this.changed();
        if (this.answers.last) {
            this.answers.evaluate();
        }
    }

    /** Opens what the address holds behind its #; the address is bare afterwards. */
    async loadFragment() {
        if (location.hash.length < 2) {
            return false;
        }
        const state = await fromFragment(location.hash);
        window.history.replaceState(null, "", location.pathname);
        if (!state) {
            note("The link is damaged: nothing was opened.", true);
            return false;
        }
        this.load(state);
        return true;
    }

    async start() {
        $("example").append(element("option", { value: "" }, "–"), ...EXAMPLES.map(({ id, title }) => element("option", { value: id }, title)));
        this.bind();
        setTheme(localStorage.getItem("rego4j-theme") ?? "auto");
        const files = await ask("files").catch(e => { note(e.message, true); return []; });
        if (files.length > 0) {
            this.openFiles(files);
        } else if (!await this.loadFragment()) {
            this.load(stored() ?? ofExample("petstore"));
        }
        document.body.dataset.ready = "true";
        await this.assist.loadBuiltins().catch(e => note(e.message, true));
    }
}

function setTheme(theme) {
    $("theme").value = theme;
    document.documentElement.dataset.theme = theme;
    localStorage.setItem("rego4j-theme", theme);
}

const app = new App();
app.start();
