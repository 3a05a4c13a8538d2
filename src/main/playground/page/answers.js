// The panes of what OPA answers: output, trace, print, tests, partial evaluation.
import { json } from "./vendor/codemirror.js";
import { ask } from "./api.js";
import { $, element, note, Tabs } from "./dom.js";
import { Reader, setCoverage } from "./editors.js";

const SAYS = {
    value: "",
    false: "false: the rule was decided, and its value is false.",
    undefined: "undefined: no rule gave a value for this input. That is neither false nor an error.",
    error: "error: there is no answer.",
    ended: "ended: there is no answer.",
};

const time = nanos => (nanos < 1e6 ? `${Math.round(nanos / 1e3)} µs` : nanos < 1e9 ? `${(nanos / 1e6).toFixed(1)} ms` : `${(nanos / 1e9).toFixed(2)} s`);

export class Answers {
    constructor(app) {
        this.app = app;
        this.last = null;
        this.tabs = new Tabs($("answers"), $("answer-panels"), [
            { id: "output", title: "Value" },
            { id: "trace", title: "Trace" },
            { id: "print", title: "Print" },
            { id: "tests", title: "Tests" },
            { id: "partial", title: "Partial" },
        ], id => this.shown(id));
        const output = this.tabs.panel("output");
        this.summary = element("p", { class: "summary", id: "summary", role: "status" }, "Not evaluated yet.");
        this.says = element("p", { class: "says", id: "says" });
        this.errors = element("ul", { class: "errors", id: "errors" });
        this.value = element("div", { class: "editor", id: "value" });
        output.append(this.summary, this.says, this.errors, this.value);
        this.reader = new Reader(this.value, "Output", json());
        this.makeTrace();
        this.tabs.panel("print").append(element("ul", { class: "lines", id: "printed", tabindex: "0", "aria-label": "What print wrote" }));
        this.tabs.panel("tests").append(
            element("div", { class: "bar" }, element("button", { id: "run-tests", onclick: () => this.test() }, "Run the tests"), element("span", { id: "tests-summary", role: "status" })),
            element("ul", { class: "lines", id: "tests" }));
        this.makePartial();
        this.tabs.show("output");
    }

    makeTrace() {
        const explain = element("select", { id: "explain", onchange: () => { this.app.state.options.explain = explain.value; this.app.changed(); this.trace(); } },
            element("option", { value: "full" }, "full"), element("option", { value: "notes" }, "notes"), element("option", { value: "fails" }, "fails"));
        this.tabs.panel("trace").append(
            element("div", { class: "bar" }, element("label", { for: "explain" }, "Events"), explain, element("span", { id: "trace-summary", role: "status" })),
            element("ol", { class: "lines", id: "trace", tabindex: "0", "aria-label": "Events of the evaluation" }));
    }

    makePartial() {
        const unknowns = element("input", { id: "unknowns", spellcheck: "false", size: "24", onchange: () => { this.app.state.options.unknowns = unknowns.value; this.app.changed(); this.partial(); } });
        this.tabs.panel("partial").append(
            element("div", { class: "bar" }, element("label", { for: "unknowns" }, "Unknown"), unknowns, element("button", { id: "run-partial", onclick: () => this.partial() }, "Evaluate in part")),
            element("p", { class: "says", id: "partial-says", role: "status" }),
            element("div", { class: "editor", id: "partial-text" }));
        this.partialReader = new Reader($("partial-text"), "What is left", this.app.regoLanguage());
    }

    /** Sets the fields to what the state says. */
    reset() {
        $("explain").value = this.app.state.options.explain;
        $("unknowns").value = this.app.state.options.unknowns;
        this.forget();
    }

    /** What was answered belongs to another text. */
    forget() {
        this.last = null;
        this.summary.textContent = "Not evaluated yet.";
        this.summary.className = "summary";
        this.says.textContent = "";
        this.errors.replaceChildren();
        this.value.hidden = true;
        this.reader.text = "";
        this.setCoverage({});
        for (const id of ["trace", "printed", "tests"]) {
            $(id).replaceChildren();
        }
        $("trace-summary").textContent = $("tests-summary").textContent = $("partial-says").textContent = "";
        this.partialReader.text = "";
    }

    shown(id) {
        if (id === "trace" && this.last && !$("trace").hasChildNodes()) {
            this.trace();
        } else if (id === "tests" && !$("tests").hasChildNodes()) {
            this.test();
        } else if (id === "partial" && this.partialReader.text === "") {
            this.partial();
        }
    }

    setCoverage(coverage) {
        this.coverage = coverage;
        this.app.policy.view.dispatch({ effects: setCoverage.of(coverage[this.app.activeModule().name]) });
    }

    /** Evaluates the package, the query, or a selected expression. */
    async evaluate(selection = "") {
        const request = { ...this.app.question(), selection, coverage: this.app.state.options.coverage };
        this.lastRequest = request;
        this.tabs.show("output");
        $("cancel").disabled = false;
        this.summary.textContent = "Evaluating…";
        this.summary.className = "summary";
        this.errors.replaceChildren();
        this.says.textContent = "";
        $("trace").replaceChildren();
        try {
            const answer = await ask("evaluate", request);
            if (this.lastRequest === request) {
                this.show(answer);
            }
        } catch (e) {
            if (this.lastRequest === request) {
                this.show({ status: "error", errors: [{ code: "", message: e.message }] });
            }
        } finally {
            if (this.lastRequest === request) {
                $("cancel").disabled = true;
                document.body.dataset.evaluated = String(Number(document.body.dataset.evaluated ?? 0) + 1);
            }
        }
    }

    /** Waits no longer for the answer. */
    cancel() {
        this.lastRequest = this.app.question();
        $("cancel").disabled = true;
        this.show({ status: "ended", message: "the evaluation was cancelled" });
        this.run(() => ask("cancel"));
        document.body.dataset.evaluated = String(Number(document.body.dataset.evaluated ?? 0) + 1);
    }

    show(answer) {
        this.last = answer;
        const { status } = answer;
        const took = answer.nanos === undefined ? answer.wallNanos : answer.nanos;
        const results = status === "error" || status === "ended" ? [] : [`${answer.results} ${answer.results === 1 ? "result" : "results"}`];
        this.summary.textContent = [...results, ...(took === undefined ? [] : [time(took)]), ...(answer.opa ? [`OPA ${answer.opa}`] : [])].join(" · ") || "No answer";
        this.summary.className = `summary ${status}`;
        this.says.className = `says ${status}`;
        this.says.textContent = status === "ended" ? `ended: ${answer.message}.` : SAYS[status];
        this.errors.replaceChildren(...(answer.errors ?? []).map(error => this.error(error)));
        this.value.hidden = answer.value === undefined;
        this.reader.text = answer.value ?? "";
        this.setCoverage(answer.coverage ?? {});
        $("printed").replaceChildren(...(answer.printed ?? []).map(line => element("li", {}, line)));
        const printed = answer.printed?.length ?? 0;
        $("tab-print").textContent = printed > 0 ? `Print (${printed})` : "Print";
    }

    error({ code, message, module, row, col }) {
        const place = row ? `${module || "query"}:${row}:${col} ` : "";
        const text = `${place}${code ? `${code}: ` : ""}${message}`;
        const known = this.app.state.modules.some(each => each.name === module);
        return element("li", {}, known ? element("button", { class: "problem", onclick: () => this.app.modules.goToRow(module, row, col) }, text) : text);
    }

    async trace() {
        const request = { ...(this.lastRequest ?? this.app.question()), explain: this.app.state.options.explain };
        $("trace-summary").textContent = "Evaluating…";
        await this.run(async () => {
            const answer = await ask("trace", request);
            const lines = answer.lines ?? [];
            $("trace-summary").textContent = answer.message ?? `${lines.length} events`;
            const most = 5000;
            $("trace").replaceChildren(...lines.slice(0, most).map(line => this.event(line)),
                ...(answer.errors ?? []).map(error => this.error(error)));
            if (lines.length > most) {
                $("trace-summary").textContent = `the first ${most} of ${lines.length} events`;
            }
        });
        document.body.dataset.traced = String(Number(document.body.dataset.traced ?? 0) + 1);
    }

    event({ text, module, row }) {
        const kind = /\b(Fail|Note|Exit|Enter)\b/.exec(text)?.[1]?.toLowerCase() ?? "";
        const known = this.app.state.modules.some(each => each.name === module);
        return element("li", { class: kind }, known ? element("button", { class: "problem", onclick: () => this.app.modules.goToRow(module, Number(row), 1) }, text) : text);
    }

    async test() {
        $("tests-summary").textContent = "Running…";
        await this.run(async () => {
            const answer = await ask("test", this.app.question());
            const tests = answer.tests ?? [];
            const passed = tests.filter(test => test.outcome === "PASSED").length;
            $("tests-summary").textContent = answer.message ?? (tests.length === 0 && !answer.errors ? "No tests: a test is a rule whose name starts with test_." : `${passed} of ${tests.length} passed · OPA ${answer.opa}`);
            $("tests").replaceChildren(...tests.map(test => element("li", { class: test.outcome.toLowerCase() },
                element("button", { class: "problem", onclick: () => this.app.modules.goToRow(test.module, test.row, 1) }, `${test.outcome} ${test.name}`),
                test.message || null, ...[...test.trace, ...(test.output ? [test.output] : [])].map(line => element("div", { class: "detail" }, line)))),
            ...(answer.errors ?? []).map(error => this.error(error)));
        });
        document.body.dataset.tested = String(Number(document.body.dataset.tested ?? 0) + 1);
    }

    async partial() {
        $("partial-says").textContent = "Evaluating…";
        const unknowns = this.app.state.options.unknowns.split(/[,\s]+/).filter(Boolean);
        await this.run(async () => {
            const answer = await ask("partial", { ...this.app.question(), unknowns });
            const queries = answer.queries ?? [];
            const errors = (answer.errors ?? []).map(error => error.message).join("\n");
            const says = answer.always ? "Always: no condition is left." : queries.length === 0 ? "Never: no condition can make it hold." : queries.length === 1 ? "One condition is left." : `${queries.length} conditions are left; one of them must hold.`;
            $("partial-says").textContent = answer.message ?? (errors || says);
            $("partial-says").className = `says ${answer.status}`;
            const support = (answer.support ?? []).map(module => `# Rules that the conditions need\n${module.trim()}`);
            this.partialReader.text = [queries.map(query => query.trim()).join("\n\n# or\n"), ...support].join("\n\n");
        });
        document.body.dataset.reduced = String(Number(document.body.dataset.reduced ?? 0) + 1);
    }

    async run(work) {
        try {
            await work();
        } catch (e) {
            note(e.message, true);
        }
    }
}
