// What the page holds: its modules, input, data and question. It is kept in the browser's storage and fits into a link.
import { EXAMPLES } from "./examples.js";

const KEY = "rego4j-playground";
const LINK = "p1=";
const MOST_UNPACKED = 20_000_000;

/** A state with all its fields, whatever was given; null if that is none. */
export function completed(given) {
    const modules = Array.isArray(given?.modules)
        ? given.modules.filter(each => typeof each?.name === "string" && typeof each?.text === "string")
        : [];
    if (modules.length === 0) {
        return null;
    }
    const text = value => (typeof value === "string" ? value : "");
    const options = given.options ?? {};
    return {
        version: ["v0", "v1", "v2"].includes(given.version) ? given.version : "v1",
        modules: modules.map(({ name, text: body }) => ({ name, text: body })),
        active: Math.min(Math.max(0, given.active | 0), modules.length - 1),
        input: text(given.input),
        data: text(given.data),
        query: text(given.query),
        example: text(given.example),
        options: {
            coverage: options.coverage !== false,
            strictErrors: options.strictErrors === true,
            strict: options.strict === true,
            explain: ["full", "notes", "fails"].includes(options.explain) ? options.explain : "full",
            unknowns: typeof options.unknowns === "string" ? options.unknowns : "input",
        },
    };
}

export function ofExample(id) {
    const example = EXAMPLES.find(each => each.id === id) ?? EXAMPLES[0];
    return completed({ ...example.state, example: example.id });
}

export function stored() {
    try {
        return completed(JSON.parse(localStorage.getItem(KEY)));
    } catch {
        return null;
    }
}

/** Keeps the state; false if the browser has no room for it. */
export function store(state) {
    try {
        localStorage.setItem(KEY, JSON.stringify(state));
        return true;
    } catch {
        return false;
    }
}

export async function toFragment(state) {
    const packed = new Blob([JSON.stringify(state)]).stream().pipeThrough(new CompressionStream("deflate-raw"));
    const bytes = new Uint8Array(await new Response(packed).arrayBuffer());
    let binary = "";
    for (let i = 0; i < bytes.length; i += 0x8000) {
        binary += String.fromCharCode(...bytes.subarray(i, i + 0x8000));
    }
    return LINK + btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/** The state in a fragment, or in a whole link; null if there is none. */
export async function fromFragment(link) {
    const fragment = link.slice(link.indexOf("#") + 1).trim();
    if (!fragment.startsWith(LINK)) {
        return null;
    }
    try {
        const binary = atob(fragment.slice(LINK.length).replaceAll("-", "+").replaceAll("_", "/"));
        const bytes = Uint8Array.from(binary, c => c.charCodeAt(0));
        const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw")).getReader();
        const parts = [];
        let size = 0;
        for (let part = await reader.read(); !part.done; part = await reader.read()) {
            size += part.value.length;
            if (size > MOST_UNPACKED) {
                await reader.cancel();
                return null;
            }
            parts.push(part.value);
        }
        return completed(JSON.parse(await new Blob(parts).text()));
    } catch {
        return null;
    }
}
