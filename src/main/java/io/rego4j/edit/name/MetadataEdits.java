package io.rego4j.edit.name;

import io.rego4j.ast.Annotations;
import io.rego4j.ast.Comment;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.RegoModule;
import io.rego4j.ast.StringTerm;
import io.rego4j.ast.Term;
import io.rego4j.ast.VarTerm;
import io.rego4j.edit.TextEdit;
import io.rego4j.source.Source;
import io.rego4j.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The rules that METADATA names: documents with a schema, and the rule that masks columns. */
final class MetadataEdits {
    /** A line of YAML that says {@code - data.a.b: schema.c}, or {@code mask_rule: mask}. */
    private static final Pattern NAMING = Pattern.compile(
            "#\\s*(?:-\\s*(?<path>data[.\\[][^\\s:]*)\\s*:|-?\\s*mask_rule:\\s*(?<mask>[^\\s#]+)).*", Pattern.DOTALL);

    private MetadataEdits() {}

    /** The changes in the METADATA of a module. */
    static List<TextEdit> of(RegoModule module, DocumentMove move) {
        List<TextEdit> edits = new ArrayList<>();
        for (Annotations block : module.annotations()) {
            for (Comment comment : module.comments()) {
                int at = comment.origin().start();
                if (block.origin().start() <= at && at < block.origin().end()) {
                    line(comment, module, move, edits);
                }
            }
        }
        return edits;
    }

    private static void line(Comment comment, RegoModule module, DocumentMove move, List<TextEdit> edits) {
        Matcher line = NAMING.matcher(comment.origin().text());
        Source source = comment.origin().source();
        if (source == null || !line.matches()) {
            return;
        }
        String group = line.group("path") == null ? "mask" : "path";
        String written = unquoted(line.group(group));
        int start =
                comment.origin().start() + line.start(group) + line.group(group).indexOf(written);
        DataPath pkg = DataPath.of(module.pkg().path());
        DataPath path = path(written, pkg);
        if (path != null && !move.of(path).equals(path)) {
            DataPath home = move.ofPackage(pkg);
            DataPath after = move.of(path);
            boolean isShort = !written.startsWith("data") && after.startsWith(home);
            String text = isShort ? DataPath.operands(after.from(home.size())).substring(1) : after.toString();
            edits.add(new TextEdit(Span.of(source, start, start + written.length()), text));
        }
    }

    private static String unquoted(String text) {
        boolean isQuoted = text.length() > 1 && text.matches("(['\"]).*\\1");
        return isQuoted ? text.substring(1, text.length() - 1) : text;
    }

    private static @Nullable DataPath path(String written, DataPath pkg) {
        try {
            return written.startsWith("data.") || written.startsWith("data[")
                    ? DataPath.parse(written)
                    : DataPath.isName(written) ? pkg.plus(List.of(written)) : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** The block as it must be read after a move. */
    static Annotations moved(Annotations block, DocumentMove move, DataPath pkg) {
        List<Annotations.Schema> schemas = block.schemas().stream()
                .map(each -> new Annotations.Schema(moved(each.path(), move), each.schema(), each.definition()))
                .toList();
        Annotations.Compile compile = block.compile();
        RefTerm mask = compile == null ? null : compile.maskRule();
        if (compile != null && mask != null) {
            compile = new Annotations.Compile(
                    compile.unknowns(), mask.startsWith("data") ? moved(mask, move) : movedMask(mask, move, pkg));
        }
        return new Annotations(
                block.scope(),
                block.title(),
                block.entrypoint(),
                block.description(),
                block.organizations(),
                block.relatedResources(),
                block.authors(),
                schemas,
                compile,
                block.custom(),
                block.labels(),
                block.origin());
    }

    private static RefTerm movedMask(RefTerm mask, DocumentMove move, DataPath pkg) {
        String name = mask.headName();
        if (name == null || mask.terms().size() != 1) {
            return mask;
        }
        DataPath path = pkg.plus(List.of(name));
        DataPath after = move.of(path);
        DataPath home = move.ofPackage(pkg);
        return after.equals(path) || !after.startsWith(home)
                ? after.equals(path) ? mask : after.ref()
                : new RefTerm(List.of(new VarTerm(after.last())));
    }

    /** A reference after a move. */
    static RefTerm moved(RefTerm ref, DocumentMove move) {
        DataPath path = DataPath.of(ref);
        DataPath after = move.of(path);
        if (!ref.startsWith("data") || after.equals(path)) {
            return ref;
        }
        List<Term> terms = new ArrayList<>();
        terms.add(ref.head());
        after.parts().forEach(part -> terms.add(new StringTerm(part)));
        terms.addAll(ref.terms().subList(path.size() + 1, ref.terms().size()));
        return new RefTerm(terms, ref.origin());
    }
}
