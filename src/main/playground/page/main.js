// The page: its state, and what its buttons and keys do.
import { EditorView, keymap, Prec } from "./vendor/codemirror.js";
import { Answers } from "./answers.js";
import { ask, keepDocument } from "./api.js";
import { Assist } from "./assist.js";
import { $, askDialog, askText, element, field, moveBetweenTabs, note, splitter } from "./dom.js";
import { DocumentEditor, PolicyEditor } from "./editors.js";
import { EXAMPLES } from "./examples.js";
import { openDownload } from "./downloads.js";
import { Files } from "./files.js";
import { Modules } from "./modules.js";
import { rego, setVersion } from "./rego-language.js";
import { fromFragment, ofExample, store, stored, toFragment } from "./state.js";
import { Views } from "./views.js";

// A document with more characters is not put into an editor: it is kept by the server, and named.
const MOST_IN_EDITOR = 1_000_000;

class App {
    constructor() {
        this.state = ofExample("petstore");
        this.large = { input: null, data: null };
        this.modules = new Modules(this);
        this.files = new Files(this);
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
        if (this.files.opened.size > 0) {
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
        this.modules.editorStates.clear();
        this.large = { input: null, data: null };
        setVersion(state.version);
        $("version").value = state.version;
        $("example").value = state.example;
        $("coverage").checked = state.options.coverage;
        $("strict-errors").checked = state.options.strictErrors;
        $("query").value = state.query;
        this.input.text = state.input;
        this.data.text = state.data;
        this.modules.show();
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

    bind() {
        const on = (id, work) => $(id).addEventListener("click", work);
        on("evaluate", () => this.answers.evaluate());
        on("evaluate-selection", () => this.evaluateSelection());
        on("cancel", () => this.answers.cancel());
        on("format", () => this.format());
        on("share", () => this.share());
        on("open", () => this.open());
        on("download", () => openDownload(this));
        on("save", () => this.files.save());
        on("module-new", () => this.modules.add());
        on("module-rename", () => this.modules.rename());
        on("module-delete", () => this.modules.remove());
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
            this.modules.editorStates.delete(this.activeModule());
            this.modules.show();
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
            this.files.open(files);
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
