// Requests to the server that this page came from; nothing else is ever asked.

/** What a request failed with, in words for a person. */
export class ApiError extends Error {}

const JSON_TYPE = "application/json";

// Tells this page from another tab of the same playground: each has evaluations of its own.
export const page = crypto.randomUUID();

async function post(name, body, type = JSON_TYPE) {
    let response;
    try {
        response = await fetch(`api/${name}`, { method: "POST", headers: { "Content-Type": type }, body, cache: "no-store" });
    } catch {
        throw new ApiError("The playground does not answer: has rego4j been ended? Start it again and reload this page; what you wrote is kept.");
    }
    if (!response.ok) {
        const answer = await response.json().catch(() => ({}));
        throw new ApiError(answer.error ?? `The playground answered with status ${response.status}.`);
    }
    return response;
}

export async function ask(name, request = {}) {
    return (await post(name, JSON.stringify({ page, ...request }))).json();
}

export async function download(name, request) {
    return (await post(name, JSON.stringify({ page, ...request }))).blob();
}

/** Keeps a document that is too large to be sent with each question; gives its id. */
export async function keepDocument(blob) {
    return (await (await post("document", blob, "application/octet-stream")).json()).id;
}
