// The modules of the page: their tabs, which of them is in the editor, and places in them.
import { $, askDialog, askText, element, note } from "./dom.js";
import { setCoverage } from "./editors.js";

export class Modules {
    constructor(app) {
        this.app = app;
        /** The editor's state by module, with the history that it had. */
        this.editorStates = new Map();
    }

    showTabs() {
        $("modules").replaceChildren(...this.app.state.modules.map(({ name }, index) => element("button", {
            role: "tab", "aria-selected": String(index === this.app.state.active), "aria-controls": "policy",
            tabindex: index === this.app.state.active ? "0" : "-1", onclick: () => this.select(index),
        }, name)));
        $("module-delete").disabled = this.app.state.modules.length === 1;
    }

    /** Puts the active module into the editor, with the history that it had. */
    show() {
        const module = this.app.activeModule();
        const kept = this.editorStates.get(module);
        this.app.policy.view.setState(kept && kept.doc.toString() === module.text ? kept : this.app.policy.newState(module.text));
        this.showTabs();
        this.app.policy.view.dispatch({ effects: setCoverage.of(this.app.answers?.coverage?.[module.name]) });
    }

    select(index) {
        if (index !== this.app.state.active) {
            this.editorStates.set(this.app.activeModule(), this.app.policy.view.state);
            this.app.state.active = index;
            const focused = $("modules").contains(document.activeElement);
            this.show();
            if (focused) {
                $("modules").children[index].focus();
            }
            this.app.modulesChanged();
        }
    }

    async add() {
        const name = this.freeName(await askText("A new module", "Name of the file", "policy.rego", "Add"));
        if (name) {
            this.editorStates.set(this.app.activeModule(), this.app.policy.view.state);
            this.app.state.modules.push({ name, text: "package example\n\n" });
            this.app.state.active = this.app.state.modules.length - 1;
            this.show();
            this.app.modulesChanged();
            this.app.policy.view.focus();
        }
    }

    /** A name that no module has yet; null if none was given. */
    freeName(given) {
        if (!given) {
            return null;
        }
        const name = given.endsWith(".rego") ? given : given + ".rego";
        if (this.app.state.modules.some(each => each.name === name)) {
            note(`There is a module ${name} already.`, true);
            return null;
        }
        return name;
    }

    async rename() {
        const module = this.app.activeModule();
        const name = this.freeName(await askText(`Rename ${module.name}`, "Name of the file", module.name, "Rename"));
        if (name) {
            module.name = name;
            this.showTabs();
            this.app.modulesChanged();
        }
    }

    async remove() {
        const { name } = this.app.activeModule();
        if (await askDialog(`Take ${name} away?`, element("p", {}, "Its text is lost here; a file on the disk stays as it is."), "Take away")) {
            this.app.state.modules.splice(this.app.state.active, 1);
            this.app.state.active = Math.max(0, this.app.state.active - 1);
            this.show();
            this.app.modulesChanged();
        }
    }

    /** Shows a place in a module. */
    goTo(name, from = 0, to = from) {
        const index = this.app.state.modules.findIndex(each => each.name === name);
        if (index >= 0) {
            this.select(index);
            const { length } = this.app.policy.view.state.doc;
            this.app.policy.view.dispatch({ selection: { anchor: Math.min(from, length), head: Math.min(to, length) }, scrollIntoView: true });
            this.app.policy.view.focus();
        }
    }

    goToRow(name, row, col) {
        const index = this.app.state.modules.findIndex(each => each.name === name);
        if (index >= 0) {
            this.select(index);
            const { doc } = this.app.policy.view.state;
            const line = doc.line(Math.min(Math.max(1, row), doc.lines));
            this.goTo(name, Math.min(line.to, line.from + Math.max(0, col - 1)));
        }
    }

    /** Changes several modules: edits of one text, in its old offsets. */
    applyEdits(edits) {
        this.app.state.modules.forEach((module, index) => {
            const changes = edits.filter(edit => edit.module === module.name).map(({ from, to, text }) => ({ from, to, insert: text }));
            if (changes.length > 0 && index === this.app.state.active) {
                this.app.policy.view.dispatch({ changes });
            } else if (changes.length > 0) {
                module.text = changes.sort((a, b) => b.from - a.from).reduce((text, { from, to, insert }) => text.slice(0, from) + insert + text.slice(to), module.text);
                this.editorStates.delete(module);
            }
        });
        this.app.modulesChanged();
    }
}
