// Files of the disk that the page was opened with: shown as modules and documents, and saved when the user asks for it.
import { ask } from "./api.js";
import { $, askDialog, element, note } from "./dom.js";
import { ofExample } from "./state.js";

export class Files {
    constructor(app) {
        this.app = app;
        /** What is on the disk, by name. */
        this.opened = new Map();
    }

    /** The opened files that are not on the disk as they are shown: what is to be written, with the ends of lines that each has. */
    unsaved() {
        const shown = new Map(this.app.state.modules.map(({ name, text }) => [name, text]));
        const files = [];
        for (const [name, { text, role, ends }] of this.opened) {
            const now = role === "module" ? shown.get(name) : this.app.large[role] ? undefined : this.app.state[role];
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
    open(files) {
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
        this.app.load({ ...empty, version, example: "", modules: modules.length > 0 ? modules.map(({ name, text }) => ({ name, text })) : empty.modules, input: document("input"), data: document("data") });
        $("save").hidden = false;
        window.addEventListener("beforeunload", event => this.unsaved().length > 0 && event.preventDefault());
    }
}
