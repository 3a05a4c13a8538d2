package io.rego4j.parity;

import io.rego4j.Rego;
import io.rego4j.ast.RegoModule;
import io.rego4j.check.CheckOptions;
import io.rego4j.check.Checker;
import io.rego4j.format.FormatOptions;
import io.rego4j.format.FormatResult;
import io.rego4j.json.AstJson;
import io.rego4j.json.AstJsonOptions;
import io.rego4j.parse.ParseOptions;
import io.rego4j.parse.ParseResult;
import io.rego4j.source.Diagnostic;
import io.rego4j.source.Source;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** For tests: an OPA that answers what rego4j takes for OPA's answers, but for what a test has recorded. */
final class SelfOpa implements Opa {
    private final Map<String, Iterator<Answer>> recorded = new HashMap<>();

    /** Answers, one after the other, for questions about a text, but not for its tree alone. */
    SelfOpa answering(String text, Answer... answers) {
        recorded.put(text, List.of(answers).iterator());
        return this;
    }

    @Override
    public Answer ask(Question question) {
        Source source = Source.of(question.name(), question.text());
        boolean isReread = question.write().isEmpty() && !question.check();
        Iterator<Answer> answers = recorded.get(source.text());
        return answers != null && !isReread && answers.hasNext() ? answers.next() : own(question, source);
    }

    private static Answer own(Question question, Source source) {
        ParseResult<RegoModule> result = Rego.parse(source, ParseOptions.of(question.version()));
        if (!result.isSuccess()) {
            return new Answer(faults(result.diagnostics()), null, List.of(), null);
        }
        RegoModule module = result.orThrow();
        List<Written> written = new ArrayList<>();
        for (Mode mode : question.write()) {
            FormatOptions asOpa = mode.options().withSafe(false);
            FormatResult text = Rego.format(source, question.version(), asOpa);
            FormatResult built = Rego.format(module.withComments(List.of()), asOpa.withIgnorePlaces(true));
            written.add(new Written(text.isFormatted() ? text.text() : null, built.text()));
        }
        List<Diagnostic> check =
                question.check() ? Checker.check(List.of(module), CheckOptions.of(question.version())) : List.of();
        return new Answer(List.of(), tree(module), written, question.check() ? faults(check) : null);
    }

    static String tree(RegoModule module) {
        return AstJson.toString(module, AstJsonOptions.ALL.withIndent(false));
    }

    private static List<Fault> faults(List<Diagnostic> diagnostics) {
        List<Fault> faults = new ArrayList<>();
        for (Diagnostic d : diagnostics) {
            faults.add(new Fault(
                    d.code(),
                    d.message(),
                    d.span() == null ? 0 : d.span().row(),
                    d.span() == null ? 0 : d.span().column()));
        }
        return faults;
    }
}
