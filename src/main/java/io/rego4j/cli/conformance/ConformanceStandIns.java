package io.rego4j.cli.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rego4j.ast.CallTerm;
import io.rego4j.ast.ObjectTerm;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.RegoModule;
import io.rego4j.ast.Rewriter;
import io.rego4j.ast.StringTerm;
import io.rego4j.ast.Term;
import io.rego4j.ast.VarTerm;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replacements for what OPA's Go tests have and the program {@code opa} does not. A case that needs it can only be run with a
 * stand-in: a built-in that waits is a function that counts, the runtime of a test is an empty object, and data in the way of a
 * rule, which the program refuses to load, goes into the query. The report names the stand-ins.
 */
final class ConformanceStandIns extends Rewriter {
    /** A function in place of the built-in {@code test.sleep}: it takes a while. */
    static final String SLEEP_MODULE = """
            package rego4j_standin

            sleep(_) if count([1 | some i, j in numbers.range(1, 100); i + j > 0]) > 0
            """;

    private static final RefTerm SLEEP =
            new RefTerm(List.of(new VarTerm("data"), new StringTerm("rego4j_standin"), new StringTerm("sleep")));
    private static final Pattern CONFLICT = Pattern.compile("conflicting rule for data path (\\S+) found");

    private final Set<String> used = new TreeSet<>();

    /** The names of the built-ins that were replaced. */
    Set<String> used() {
        return used;
    }

    /** The module with stand-ins for what {@code opa} does not have. */
    RegoModule in(RegoModule module) {
        return module(module);
    }

    @Override
    public Term visitCall(CallTerm call) {
        if (call.calls("opa.runtime")) {
            return runtime();
        } else if (call.calls("test.sleep")) {
            used.add("test.sleep");
            return new CallTerm(SLEEP, call.args());
        }
        return super.visitCall(call);
    }

    @Override
    public Term visitRef(RefTerm ref) {
        return ref.toString().equals("opa.runtime") ? runtime() : super.visitRef(ref);
    }

    private Term runtime() {
        used.add("opa.runtime");
        return new ObjectTerm(List.of());
    }

    /** The paths of the data that conflict with rules, from OPA's error message. */
    static List<List<String>> conflicts(String message) {
        List<List<String>> paths = new ArrayList<>();
        Matcher conflict = CONFLICT.matcher(message);
        while (conflict.find()) {
            paths.add(List.of(conflict.group(1).split("/")));
        }
        return paths;
    }

    /** Removes the value at a path from the data and returns it. */
    static JsonNode take(ObjectNode data, List<String> path) {
        JsonNode parent = data;
        for (String key : path.subList(0, path.size() - 1)) {
            parent = parent.path(key);
        }
        return parent instanceof ObjectNode object ? object.remove(path.get(path.size() - 1)) : data.missingNode();
    }
}
