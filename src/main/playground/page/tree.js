// A tree that is drawn, with the keys of the ARIA practices: arrows, Home, End.
import { element } from "./dom.js";

export class Tree {
    constructor(root, onLight, onOpen) {
        this.root = root;
        this.onLight = onLight;
        this.onOpen = onOpen;
        this.items = [];
        root.addEventListener("keydown", event => this.key(event));
        root.addEventListener("mouseleave", () => this.onLight(null));
    }

    show(tree) {
        this.items = [];
        this.root.replaceChildren(...(tree ? [this.item(tree, 1)] : []));
        if (this.items.length > 0) {
            this.items[0].dom.tabIndex = 0;
        }
    }

    item(node, level) {
        const row = element("span", { class: "node" }, element("span", { class: "label" }, node.label), node.text ? element("code", {}, node.text) : null);
        const dom = element("li", { role: "treeitem", tabindex: "-1", "aria-level": String(level), "aria-selected": "false" }, row);
        const item = { node, dom, level };
        this.items.push(item);
        row.addEventListener("mouseenter", () => this.onLight(node));
        row.addEventListener("click", () => { this.select(item); dom.focus(); });
        row.addEventListener("dblclick", () => node.from !== undefined && this.onOpen(node));
        dom.addEventListener("focus", () => { this.select(item); this.onLight(node); });
        if (node.children?.length > 0) {
            // A deep tree starts folded below the expressions: what is meant is seen at once.
            dom.setAttribute("aria-expanded", String(level < 7));
            row.prepend(element("span", { class: "fold", "aria-hidden": "true", onclick: event => { event.stopPropagation(); this.fold(item); } }));
            dom.append(element("ul", { role: "group" }, ...node.children.map(child => this.item(child, level + 1))));
        }
        return dom;
    }

    fold(item, to = item.dom.getAttribute("aria-expanded") !== "true") {
        if (item.dom.hasAttribute("aria-expanded")) {
            item.dom.setAttribute("aria-expanded", String(to));
        }
    }

    select(item) {
        for (const each of this.items) {
            const chosen = each === item;
            each.dom.setAttribute("aria-selected", String(chosen));
            each.dom.tabIndex = chosen ? 0 : -1;
        }
    }

    /** Selects the innermost node whose text has this offset. */
    selectAt(offset) {
        let best = null;
        for (const item of this.items) {
            const { from, to } = item.node;
            if (from !== undefined && from <= offset && offset <= to && (!best || to - from <= best.node.to - best.node.from)) {
                best = item;
            }
        }
        if (best) {
            this.select(best);
            for (let up = best.dom.parentElement.closest("[role=treeitem]"); up; up = up.parentElement.closest("[role=treeitem]")) {
                up.setAttribute("aria-expanded", "true");
            }
            best.dom.querySelector(".node").scrollIntoView({ block: "nearest" });
        }
    }

    visible() {
        return this.items.filter(({ dom }) => !dom.parentElement.closest("[aria-expanded=false]"));
    }

    key(event) {
        const shown = this.visible();
        const at = shown.findIndex(({ dom }) => dom === document.activeElement);
        if (at < 0) {
            return;
        }
        const item = shown[at];
        const open = item.dom.getAttribute("aria-expanded");
        let to = null;
        switch (event.key) {
            case "ArrowDown": to = shown[at + 1]; break;
            case "ArrowUp": to = shown[at - 1]; break;
            case "Home": to = shown[0]; break;
            case "End": to = shown.at(-1); break;
            case "ArrowRight":
                if (open === "false") { this.fold(item, true); } else if (open === "true") { to = shown[at + 1]; }
                break;
            case "ArrowLeft":
                if (open === "true") { this.fold(item, false); } else { to = shown.slice(0, at).reverse().find(({ level }) => level < item.level); }
                break;
            case "Enter": if (item.node.from !== undefined) { this.onOpen(item.node); } break;
            default: return;
        }
        event.preventDefault();
        to?.dom.focus();
    }
}
