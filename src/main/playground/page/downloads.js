// Downloads: a folder or a bundle, with a test of what is shown.
import { download } from "./api.js";
import { askDialog, element, field, note, saveBlob } from "./dom.js";

const ALGORITHMS = ["HS256", "HS384", "HS512", "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"];

/** The request for a download: the question, and the answer that is shown, for its test. */
export function downloadRequest(app, more = {}) {
    const { last, lastRequest } = app.answers;
    const shown = last && ["value", "false", "undefined"].includes(last.status) && !lastRequest.selection ? { status: last.status, value: last.value } : null;
    return { ...app.question(), shown, ...more };
}

export async function openDownload(app) {
    const { input: form, row } = field("What", {}, "select");
    form.append(element("option", { value: "folder" }, "a folder (zip): the modules, input, data, a test of what is shown"), element("option", { value: "bundle" }, "a bundle (tar.gz) for OPA"));
    if (await askDialog("Download", row, "Download")) {
        await save(app, form.value);
    }
}

export async function save(app, form, more = {}) {
    try {
        saveBlob(await download(form, downloadRequest(app, more)), form === "folder" ? "policies.zip" : "bundle.tar.gz");
        note(form === "folder" ? "policies.zip is downloaded." : "bundle.tar.gz is downloaded.");
    } catch (e) {
        note(e.message, true);
    }
}

/** The pane that makes a bundle, signed if a key is given. The key stays in its field and is never kept. */
export function bundlePane(app, panel) {
    const revision = field("Revision");
    const algorithm = field("Algorithm", {}, "select");
    algorithm.input.append(...ALGORITHMS.map(name => element("option", {}, name)));
    const keyId = field("Name of the key", { value: "default" });
    const key = field("Secret, or private key in PEM", { rows: "3" }, "textarea");
    const signed = element("input", { type: "checkbox", id: "bundle-signed" });
    const signing = element("div", { hidden: true }, algorithm.row, keyId.row, key.row);
    signed.addEventListener("change", () => { signing.hidden = !signed.checked; });
    panel.append(
        element("p", {}, "The modules and the data as a bundle that OPA loads. Tests in the modules are left out, as they are no policy."),
        revision.row,
        element("p", { class: "field" }, element("label", { class: "check" }, signed, " Sign it")),
        signing,
        element("button", { id: "bundle-download", class: "primary", onclick: () => save(app, "bundle", {
            revision: revision.input.value,
            signing: signed.checked ? { algorithm: algorithm.input.value, keyId: keyId.input.value, key: key.input.value } : null,
        }) }, "Download the bundle"));
}
