// Small helpers for the page: elements, tabs, splitters, the one dialog, notes.

export const $ = id => document.getElementById(id);

/** An element with attributes and children; text is always text, never markup. */
export function element(name, attributes = {}, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
        if (key.startsWith("on")) {
            made.addEventListener(key.slice(2), value);
        } else if (value === true) {
            made.setAttribute(key, "");
        } else if (value !== false && value != null) {
            made.setAttribute(key, value);
        }
    }
    made.append(...children.filter(child => child != null));
    return made;
}

let noteTimer;

/** A sentence at the foot of the page, which screen readers say as well. */
export function note(text, isError = false) {
    const at = $("note");
    at.textContent = text;
    at.classList.toggle("error", isError);
    at.classList.toggle("shown", text !== "");
    clearTimeout(noteTimer);
    if (!isError) {
        noteTimer = setTimeout(() => at.classList.remove("shown"), 6000);
    }
}

/** Tabs with panels; arrow keys, Home and End move between them, as the ARIA practices say. */
export class Tabs {
    constructor(list, panels, definitions, onShow) {
        this.list = list;
        this.onShow = onShow;
        this.items = new Map();
        for (const { id, title } of definitions) {
            const tab = element("button", { role: "tab", id: `tab-${id}`, "aria-controls": `panel-${id}`, "aria-selected": "false", tabindex: "-1" }, title);
            const panel = element("div", { role: "tabpanel", id: `panel-${id}`, "aria-labelledby": `tab-${id}`, class: "panel", hidden: true });
            tab.addEventListener("click", () => this.show(id));
            list.append(tab);
            panels.append(panel);
            this.items.set(id, { tab, panel });
        }
        list.addEventListener("keydown", event => moveBetweenTabs(event, list));
        this.items.values().next().value.tab.tabIndex = 0;
    }

    panel(id) {
        return this.items.get(id).panel;
    }

    show(id) {
        this.shown = id;
        for (const [key, { tab, panel }] of this.items) {
            tab.setAttribute("aria-selected", String(key === id));
            tab.tabIndex = key === id ? 0 : -1;
            panel.hidden = key !== id;
        }
        this.onShow(id);
    }

    hideAll() {
        this.shown = null;
        for (const { tab, panel } of this.items.values()) {
            tab.setAttribute("aria-selected", "false");
            panel.hidden = true;
        }
    }
}

export function moveBetweenTabs(event, list) {
    const tabs = [...list.querySelectorAll("[role=tab]")];
    const at = tabs.indexOf(document.activeElement);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key];
    if (at >= 0 && to !== undefined) {
        event.preventDefault();
        const next = tabs[(to + tabs.length) % tabs.length];
        next.focus();
        next.click();
    }
}

const SMALLEST = 0.08;

/** A line between two panes that can be dragged, and moved with the arrow keys. */
export function splitter(line) {
    const before = $(line.dataset.before);
    const after = $(line.dataset.after);
    const sideways = line.dataset.orientation === "vertical";
    line.setAttribute("role", "separator");
    line.setAttribute("tabindex", "0");
    line.setAttribute("aria-orientation", sideways ? "vertical" : "horizontal");
    line.setAttribute("aria-valuemin", "0");
    line.setAttribute("aria-valuemax", "100");
    line.setAttribute("aria-controls", line.dataset.before);
    const size = pane => { const box = pane.getBoundingClientRect(); return sideways ? box.width : box.height; };
    const share = () => size(before) / Math.max(1, size(before) + size(after));
    const set = to => {
        const grown = parseFloat(getComputedStyle(before).flexGrow) + parseFloat(getComputedStyle(after).flexGrow);
        const part = Math.min(1 - SMALLEST, Math.max(SMALLEST, to));
        before.style.flexGrow = String(grown * part);
        after.style.flexGrow = String(grown * (1 - part));
        tell();
    };
    const tell = () => line.setAttribute("aria-valuenow", String(Math.round(share() * 100)));
    line.addEventListener("pointerdown", event => {
        event.preventDefault();
        line.setPointerCapture(event.pointerId);
        line.classList.add("dragged");
    });
    line.addEventListener("pointermove", event => {
        if (line.hasPointerCapture(event.pointerId)) {
            const box = before.getBoundingClientRect();
            const at = sideways ? event.clientX - box.left : event.clientY - box.top;
            set(at / Math.max(1, size(before) + size(after)));
        }
    });
    line.addEventListener("pointerup", () => line.classList.remove("dragged"));
    line.addEventListener("keydown", event => {
        const step = { ArrowLeft: -0.05, ArrowUp: -0.05, ArrowRight: 0.05, ArrowDown: 0.05 }[event.key];
        if (step) {
            event.preventDefault();
            set(share() + step);
        }
    });
    tell();
}

/** Asks something; resolves with true for OK. The body's first field gets the focus. */
export function askDialog(title, body, ok = "OK") {
    const dialog = $("dialog");
    $("dialog-title").textContent = title;
    $("dialog-body").replaceChildren(...[].concat(body));
    $("dialog-ok").textContent = ok;
    return new Promise(resolve => {
        const end = answer => {
            dialog.close();
            $("dialog-ok").onclick = $("dialog-cancel").onclick = dialog.oncancel = dialog.onkeydown = null;
            resolve(answer);
        };
        $("dialog-ok").onclick = () => end(true);
        $("dialog-cancel").onclick = () => end(false);
        dialog.oncancel = event => { event.preventDefault(); end(false); };
        dialog.onkeydown = event => {
            if (event.key === "Enter" && event.target.matches("input:not([type=checkbox])")) {
                event.preventDefault();
                end(true);
            }
        };
        dialog.showModal();
        (dialog.querySelector("#dialog-body input, #dialog-body select, #dialog-body textarea") ?? $("dialog-ok")).focus();
    });
}

/** A field with its label; gives both. */
export function field(label, attributes = {}, name = "input") {
    const id = `field-${label.toLowerCase().replace(/[^a-z0-9]+/g, "-")}`;
    const input = element(name, { id, spellcheck: "false", autocomplete: "off", ...attributes });
    return { input, row: element("p", { class: "field" }, element("label", { for: id }, label), input) };
}

export async function askText(title, label, value, ok) {
    const { input, row } = field(label);
    input.value = value;
    setTimeout(() => input.select());
    return (await askDialog(title, row, ok)) ? input.value.trim() : null;
}

export function saveBlob(blob, name) {
    const link = element("a", { href: URL.createObjectURL(blob), download: name });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}
