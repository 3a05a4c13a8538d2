// The module in front in its other forms: tree, Java, formatted text, stages of the compiler, migration, bundle.
import { json, unifiedMergeView } from "./vendor/codemirror.js";
import { ask } from "./api.js";
import { bundlePane } from "./downloads.js";
import { $, element, note, Tabs } from "./dom.js";
import { Reader, setLit } from "./editors.js";
import { Tree } from "./tree.js";

export class Views {
    constructor(app) {
        this.app = app;
        this.tabs = new Tabs($("views"), $("view-panels"), [
            { id: "tree", title: "Tree" },
            { id: "java", title: "Java" },
            { id: "formatted", title: "Formatted" },
            { id: "stages", title: "Stages" },
            { id: "migrate", title: "Migrate" },
            { id: "bundle", title: "Bundle" },
        ], () => {
            $("view-pane").classList.add("open");
            this.refresh();
        });
        this.tabs.hideAll();
        this.makeTree(this.tabs.panel("tree"));
        this.makeJava(this.tabs.panel("java"));
        this.makeFormatted(this.tabs.panel("formatted"));
        this.makeStages(this.tabs.panel("stages"));
        this.makeMigrate(this.tabs.panel("migrate"));
        bundlePane(app, this.tabs.panel("bundle"));
    }

    makeTree(panel) {
        const drawn = element("ul", { role: "tree", id: "tree", "aria-label": "Tree of the module" });
        const text = element("div", { class: "editor", id: "ast-json" });
        this.treeSays = element("p", { class: "says error", id: "tree-says" });
        const locations = element("input", { type: "checkbox", id: "ast-locations", onchange: () => this.refresh() });
        panel.append(this.treeSays, element("div", { class: "halves" }, drawn,
            element("div", { class: "half" }, element("label", { class: "check" }, locations, " locations in the AST JSON"), text)));
        this.tree = new Tree(drawn, node => this.light(node), node => this.app.modules.goTo(this.app.activeModule().name, node.from, node.to));
        this.astJson = new Reader(text, "AST JSON", json());
    }

    light(node) {
        this.app.policy.view.dispatch({ effects: setLit.of(node?.from === undefined ? null : { from: node.from, to: node.to }) });
    }

    cursorMoved(offset) {
        if (this.tabs.shown === "tree") {
            this.tree.selectAt(offset);
        }
    }

    makeJava(panel) {
        const text = element("div", { class: "editor", id: "java" });
        this.javaSays = element("span", { role: "status", id: "java-says" });
        panel.append(element("div", { class: "bar" }, element("button", { id: "java-copy", onclick: () => copy(this.java.text) }, "Copy"), this.javaSays), text);
        this.java = new Reader(text, "Java", []);
    }

    makeFormatted(panel) {
        const text = element("div", { class: "editor", id: "formatted" });
        this.formattedSays = element("div", { class: "says", id: "formatted-says" });
        panel.append(element("div", { class: "bar" }, element("button", { onclick: () => this.app.format() }, "Take over")), this.formattedSays, text);
        this.formatted = new Reader(text, "Formatted", this.app.regoLanguage());
    }

    makeStages(panel) {
        this.stage = element("select", { id: "stage", onchange: () => this.showStage() });
        const text = element("div", { class: "editor", id: "stage-text" });
        this.stageSays = element("div", { class: "says", id: "stage-says" });
        panel.append(element("div", { class: "bar" }, element("label", { for: "stage" }, "After stage"), this.stage), this.stageSays, text);
        this.stageParent = text;
    }

    makeMigrate(panel) {
        this.target = element("select", { id: "migrate-to", onchange: () => this.refresh() }, element("option", {}, "v1"), element("option", {}, "v2"));
        const text = element("div", { class: "editor", id: "migrated" });
        this.migrateSays = element("div", { class: "says", id: "migrate-says" });
        panel.append(element("div", { class: "bar" }, element("label", { for: "migrate-to" }, "To Rego"), this.target,
            element("button", { id: "migrate-take", onclick: () => this.takeMigrated() }, "Take over")), this.migrateSays, text);
        this.migrateParent = text;
    }

    /** The modules were changed: what is shown follows, a moment later. */
    modulesChanged() {
        clearTimeout(this.timer);
        this.timer = setTimeout(() => this.refresh(), 120);
    }

    async refresh() {
        const shown = this.tabs.shown;
        const show = { tree: this.showTree, java: this.showJava, formatted: this.showFormatted, stages: this.showStages, migrate: this.showMigrate }[shown];
        if (!show) {
            return;
        }
        const asked = (this.asked = {});
        try {
            await show.call(this, () => asked === this.asked);
        } catch (e) {
            note(e.message, true);
        }
        document.body.dataset.viewed = String(Number(document.body.dataset.viewed ?? 0) + 1);
    }

    async showTree(current) {
        const answer = await ask("tree", { ...this.app.workspace(), locations: $("ast-locations").checked });
        if (current()) {
            this.treeSays.textContent = answer.errors.length === 0 ? "" : `Read as far as it goes: ${answer.errors[0].message}`;
            // The same tree stays as it is, with what is unfolded and focused in it.
            const tree = JSON.stringify(answer.tree);
            if (tree !== this.shownTree) {
                this.shownTree = tree;
                this.tree.show(answer.tree);
            }
            this.astJson.text = answer.json ?? "";
            this.tree.selectAt(this.app.policy.view.state.selection.main.head);
        }
    }

    async showJava(current) {
        const answer = await ask("java", this.app.workspace());
        if (current()) {
            this.javaSays.textContent = answer.errors ? answer.errors[0].message : "The code that makes this policy, with the builder of rego4j.";
            this.java.text = answer.text ?? "";
        }
    }

    async showFormatted(current) {
        const answer = await ask("format", this.app.workspace());
        if (current()) {
            const says = answer.errors.length > 0 ? [answer.errors[0].message]
                : answer.outcome === "AS_OPA" ? [answer.changed ? "As opa fmt writes it." : "As opa fmt writes it, and as it stands."]
                : ["Not as opa fmt writes it:", ...answer.deviations];
            this.formattedSays.replaceChildren(...says.map(line => element("p", {}, line)));
            this.formatted.text = answer.text ?? "";
        }
    }

    async showStages(current) {
        const answer = await ask("stages", this.app.workspace());
        if (current()) {
            const chosen = this.stage.value;
            this.stages = answer.stages;
            this.stage.replaceChildren(...answer.stages.map(({ name, changed }, index) => element("option", { value: String(index) }, changed ? `${name} (changed)` : name)));
            this.stage.value = this.stages[chosen] ? chosen : String(this.stages.length - 1);
            this.stageErrors = answer.errors;
            this.showStage();
        }
    }

    showStage() {
        const index = Number(this.stage.value);
        const stage = this.stages[index];
        const changed = !stage ? "" : stage.changed ? "Changed by this stage: marked below." : "Not changed by this stage.";
        const [error] = this.stageErrors;
        const stop = error ? `The compiler stops ${this.stages.length > 0 ? `after ${this.stages.at(-1).name}` : "before its first stage"}: ${error.message}` : null;
        this.stageSays.replaceChildren(...[stop, changed].filter(Boolean).map(line => element("p", {}, line)));
        this.stageSays.classList.toggle("error", Boolean(stop));
        this.stageParent.replaceChildren();
        if (stage) {
            const before = index > 0 ? this.stages[index - 1].text : stage.text;
            this.stageReader = this.diff(this.stageParent, "Module after this stage", before, stage.text);
        }
    }

    async showMigrate(current) {
        const answer = await ask("migrate", { ...this.app.workspace(), to: this.target.value });
        if (current()) {
            this.migrated = answer;
            const read = answer.from ? `Read as ${answer.from}.` : "No policy in any version of Rego.";
            const lines = [
                answer.changed ? `${read} Written as ${this.target.value}:` : `${read} Nothing needs to change.`,
                ...(answer.dropped.length > 0 ? [`Without ${answer.dropped.join(", ")}.`] : []),
                ...answer.renamed.map(({ from, to }) => `${from} is ${to} now.`),
                ...answer.todo.map(each => `To decide, row ${each.row}: ${each.message}`),
                ...answer.errors.map(each => `Row ${each.row}: ${each.message}`),
            ];
            this.migrateSays.replaceChildren(...lines.map(line => element("p", {}, line)));
            this.migrateParent.replaceChildren();
            this.diff(this.migrateParent, "Migrated module", this.app.activeModule().text, answer.text);
            $("migrate-take").disabled = !answer.changed;
        }
    }

    takeMigrated() {
        const { view } = this.app.policy;
        view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: this.migrated.text } });
        $("version").value = this.target.value;
        $("version").dispatchEvent(new Event("change"));
    }

    /** A text with what is new in it marked. */
    diff(parent, name, before, after) {
        const reader = new Reader(parent, name, this.app.regoLanguage(), before === after ? [] : [unifiedMergeView({ original: before, mergeControls: false, gutter: true })]);
        reader.text = after;
        return reader;
    }
}

async function copy(text) {
    try {
        await navigator.clipboard.writeText(text);
        note("Copied.");
    } catch {
        note("The browser does not let this page copy: select the text and copy it yourself.", true);
    }
}
