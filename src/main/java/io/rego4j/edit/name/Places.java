package io.rego4j.edit.name;

import io.rego4j.ast.CallTerm;
import io.rego4j.ast.Comment;
import io.rego4j.ast.Node;
import io.rego4j.ast.NodeWalk;
import io.rego4j.ast.Origin;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.RegoModule;
import io.rego4j.ast.StringTerm;
import io.rego4j.check.NameResolution.ResolvedRule;
import io.rego4j.edit.PolicySet;
import io.rego4j.edit.TextEdit;
import io.rego4j.edit.plan.Plan;
import io.rego4j.source.Source;
import io.rego4j.source.Span;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Places for a person: strings and references through variables that may mean a document that moves, where no name says so. */
final class Places {
    private Places() {}

    /**
     * Adds the places of a module.
     *
     * @param edits what changes in it
     */
    static void of(RegoModule module, List<ResolvedRule> rules, DocumentMove move, List<TextEdit> edits, Plan plan) {
        for (ResolvedRule each : rules) {
            NodeWalk.all(each.rule(), RefTerm.class).forEach(ref -> reference(ref, move, plan));
            if (Documents.of(DataPath.of(module.pkg().path()), each.source()).startsWith(move.from())) {
                NodeWalk.all(each.rule(), CallTerm.class).forEach(call -> metadata(call, plan));
            }
        }
        Source source = module.origin().source();
        if (source == null || !isWritten(move.from(), source.text(), edits)) {
            return;
        }
        Pattern written = written(move.from());
        NodeWalk.all(module.rules(), StringTerm.class)
                .forEach(string -> text(string, "string", written, move, edits, plan));
        for (Comment comment : module.comments()) {
            text(comment, "comment", written, move, edits, plan);
        }
    }

    /** Adds where the texts beside the policies name what moves. */
    static void ofData(PolicySet set, DocumentMove move, Plan plan) {
        Pattern written = written(move.from());
        for (Source text : set.data()) {
            if (isWritten(move.from(), text.text(), List.of())) {
                Matcher found = written.matcher(text.text());
                while (found.find()) {
                    plan.place("a data file names " + move.from(), Span.of(text, found.start(), found.end()));
                }
            }
        }
    }

    /** False if the end of a path is written nowhere but where the text changes: most files need no closer look. */
    private static boolean isWritten(DataPath path, String text, List<TextEdit> edits) {
        String before = path.size() == 1 ? "data" : path.parts().get(path.size() - 2);
        for (String end : List.of(before + "." + path.last(), before + "/" + path.last())) {
            for (int at = text.indexOf(end); at >= 0; at = text.indexOf(end, at + 1)) {
                int start = at;
                if (edits.stream().noneMatch(edit -> overlaps(edit.span(), start, start + end.length()))) {
                    return true;
                }
            }
        }
        return false;
    }

    /** What METADATA says of a rule has its path in it, and those of its schemas. */
    private static void metadata(CallTerm call, Plan plan) {
        String name = call.operatorName();
        if (name.equals("rego.metadata.chain") || name.equals("rego.metadata.rule")) {
            plan.place(
                    name + "() may tell the name that changes",
                    call.origin().span().orElse(null));
        }
    }

    private static void reference(RefTerm ref, DocumentMove move, Plan plan) {
        if (!ref.startsWith("data")) {
            return;
        }
        DataPath path = DataPath.of(ref);
        Span span = ref.origin().span().orElse(null);
        if (path.startsWith(move.from())) {
            if (!move.documents().isMade(path)) {
                plan.place(path + " is no rule of these policies, so it keeps its name", span);
            } else if (!move.documents().isKnown(path)) {
                plan.place(path + " is made by no rule here: if it comes from data, move it too", span);
            }
        } else if (move.from().startsWith(path)) {
            plan.place(
                    DataPath.isWhole(ref)
                            ? "reads all of " + path + ", in which " + move.from() + " gets another name"
                            : "may read " + move.from() + " through a variable",
                    span);
        }
    }

    /** The path as people write it in texts: with dots or slashes, with or without {@code data}. */
    private static Pattern written(DataPath path) {
        String parts =
                String.join("[./]", path.parts().stream().map(Pattern::quote).toList());
        return Pattern.compile("(?<![\\w./])" + (path.size() > 1 ? "(data[./])?" : "data[./]") + parts + "(?!\\w)");
    }

    private static void text(
            Node node, String kind, Pattern written, DocumentMove move, List<TextEdit> edits, Plan plan) {
        Origin origin = node.origin();
        Source source = origin.source();
        if (source == null) {
            return;
        }
        Matcher found = written.matcher(origin.text());
        if (found.find() && edits.stream().noneMatch(edit -> overlaps(edit.span(), origin.start(), origin.end()))) {
            plan.place(
                    "a " + kind + " names " + move.from(),
                    Span.of(source, origin.start() + found.start(), origin.start() + found.end()));
        }
    }

    private static boolean overlaps(Span span, int start, int end) {
        return span.start() < end && start < span.end();
    }
}
