package io.rego4j.bench;

import com.sun.management.OperatingSystemMXBean;
import io.rego4j.Rego;
import io.rego4j.ast.RegoModule;
import io.rego4j.check.Checker;
import io.rego4j.codegen.PolicyGenerator;
import io.rego4j.dsl.Dsl;
import io.rego4j.edit.Edit;
import io.rego4j.format.FormatOptions;
import io.rego4j.json.AstJson;
import io.rego4j.json.AstJsonOptions;
import io.rego4j.parse.ParseOptions;
import io.rego4j.parse.RegoParser;
import io.rego4j.source.Source;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * How the time of each question grows with the size of a policy, for long shapes and deep ones: {@code scripts/growth} runs it.
 * Each is asked of n, 2n and 4n; where twice the size takes three times as long or more, the time grows with the square, and
 * the line is marked. Arguments: patterns of the shapes and of the questions.
 */
public final class GrowthBenchmark {
    /** What takes less than so many milliseconds does not say how it grows. */
    private static final double TOO_SHORT = 100;
    /** What takes longer than so many milliseconds is not asked of a larger policy. */
    private static final double TOO_LONG = 6_000;

    private static final double SQUARE = 3;
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    /** Something that is asked of a module with its text. */
    private interface Question {
        Object ask(String text, RegoModule module);
    }

    private static final Map<String, Question> QUESTIONS = new LinkedHashMap<>();

    static {
        QUESTIONS.put("parse", (text, module) -> parse(text));
        QUESTIONS.put(
                "format", (text, module) -> Rego.format(Source.of(text), ParseOptions.DEFAULT, FormatOptions.DEFAULT));
        QUESTIONS.put("format-tree", (text, module) -> Rego.format(module, FormatOptions.DEFAULT));
        QUESTIONS.put("text", (text, module) -> module.toString());
        QUESTIONS.put("check", (text, module) -> Checker.check(module));
        QUESTIONS.put("build", (text, module) -> build(module));
        QUESTIONS.put(
                "json",
                (text, module) ->
                        AstJson.readModule(AstJson.toString(module, AstJsonOptions.DEFAULT.withIndent(false))));
        QUESTIONS.put("java", (text, module) -> PolicyGenerator.into("a").generate("A", module));
        QUESTIONS.put("compare", (text, module) -> module.equals(parse(text)));
        QUESTIONS.put(
                "edit",
                (text, module) ->
                        Edit.of(Source.of(text), module, changed(module)).text());
    }

    private GrowthBenchmark() {}

    /** Patterns of names, or nothing for all. */
    public static void main(String[] args) {
        Pattern shapes = Pattern.compile(args.length > 0 ? args[0] : "");
        Pattern questions = Pattern.compile(args.length > 1 ? args[1] : "");
        System.out.printf("%-24s %-12s %9s %9s %9s %7s%n", "shape", "question", "n", "2n", "4n", "growth");
        GrowthShapes.ALL.forEach((shape, made) -> {
            if (shapes.matcher(shape).find()) {
                for (String question : QUESTIONS.keySet()) {
                    if (questions.matcher(question).find()) {
                        row(shape, question, made);
                    }
                }
            }
        });
    }

    private static void row(String shape, String question, GrowthShapes.Shape made) {
        List<String> times = new ArrayList<>();
        double before = 0;
        double growth = 0;
        for (int factor = 1; factor <= 4 && before < TOO_LONG; factor *= 2) {
            String text = made.text(factor * made.size());
            RegoModule module = parse(text);
            double time;
            try {
                time = milliseconds(QUESTIONS.get(question), text, module);
            } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
                String message = String.valueOf(e.getMessage());
                times.add(e.getClass().getSimpleName() + ": " + message.substring(0, Math.min(60, message.length())));
                break;
            }
            times.add(String.format("%.1f", time));
            growth = time >= TOO_SHORT ? time / Math.max(before, TOO_SHORT / 4) : 0;
            before = time;
        }
        while (times.size() < 3) {
            times.add("-");
        }
        System.out.printf(
                "%-24s %-12s %9s %9s %9s %7s%n",
                shape,
                question,
                times.get(0),
                times.get(1),
                times.get(2),
                growth == 0 ? "" : String.format("%.1f%s", growth, growth >= SQUARE ? " !" : ""));
    }

    private static double milliseconds(Question question, String text, RegoModule module) {
        double best = Double.MAX_VALUE;
        double spent = 0;
        for (int round = 0; round < 12 && spent < 400; round++) {
            long start = SYSTEM.getProcessCpuTime();
            question.ask(text, module);
            double time = (SYSTEM.getProcessCpuTime() - start) / 1e6;
            best = Math.min(best, time);
            spent += time;
        }
        return best;
    }

    private static RegoModule parse(String text) {
        return RegoParser.parse(Source.of(text), ParseOptions.DEFAULT).orThrow();
    }

    private static RegoModule build(RegoModule module) {
        var builder = Dsl.module("a");
        module.imports().forEach(builder::add);
        module.rules().forEach(builder::add);
        return builder.buildUnchecked();
    }

    private static RegoModule changed(RegoModule module) {
        return module.withRules(module.rules().subList(1, module.rules().size()));
    }
}
