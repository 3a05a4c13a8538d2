package io.rego4j.edit.name;

import io.rego4j.ast.Import;
import io.rego4j.ast.NodeWalk;
import io.rego4j.ast.Origin;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.RegoModule;
import io.rego4j.ast.Rule;
import io.rego4j.ast.Term;
import io.rego4j.check.NameResolution.ResolvedRule;
import io.rego4j.edit.TextEdit;
import io.rego4j.source.Source;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The changes of one module where documents get other paths: its package, imports, rules, references and METADATA. */
public final class ModuleEdits {
    /** An import as it will be: the document that it stands for, and its name. */
    private record Imported(DataPath path, String name) {}

    private final RegoModule module;
    private final DocumentMove move;
    private final DataPath home;
    private final List<TextEdit> edits = new ArrayList<>();
    private final OperandEdits operands;
    private final Map<String, Imported> imports = new HashMap<>();

    private ModuleEdits(RegoModule module, DocumentMove move, DataPath home, Source source) {
        this.module = module;
        this.move = move;
        this.home = home;
        this.operands = new OperandEdits(source, edits, move.version());
        for (Import each : module.imports()) {
            if (each.path().startsWith("data")) {
                DataPath path = move.of(DataPath.of(each.path()));
                boolean keepsName = each.alias() != null || path.size() == 0 || !isAName(path.last());
                imports.put(each.name(), new Imported(path, keepsName ? each.name() : path.last()));
            } else {
                imports.remove(each.name());
            }
        }
    }

    /** All changes of a module. */
    public static List<TextEdit> of(RegoModule module, List<ResolvedRule> rules, DocumentMove move) {
        Source source = module.origin().source();
        if (source == null) {
            return List.of();
        }
        DataPath pkg = DataPath.of(module.pkg().path());
        ModuleEdits all = new ModuleEdits(module, move, move.ofPackage(pkg), source);
        all.path(module.pkg().path(), pkg, all.home);
        for (Import each : module.imports()) {
            DataPath path = DataPath.of(each.path());
            if (each.path().startsWith("data") && path.size() > 0) {
                DataPath after = move.of(path);
                all.path(each.path(), path, after);
                boolean losesName = each.alias() == null && all.isAName(path.last()) && !all.isAName(after.last());
                if (losesName) {
                    int end = each.path().origin().end();
                    all.operands.add(end, end, " as " + path.last());
                }
            }
        }
        rules.forEach(each -> {
            all.heads(each.source());
            all.references(each.rule());
        });
        all.edits.addAll(MetadataEdits.of(module, move));
        return all.edits;
    }

    /**
     * The changes in one rule that will stand in another package: what it called by the names of its own package and imports is
     * written out.
     *
     * @param home that package
     */
    static List<TextEdit> ofMoved(RegoModule module, ResolvedRule rule, DocumentMove move, DataPath home) {
        Source source = Objects.requireNonNull(module.origin().source());
        ModuleEdits all = new ModuleEdits(module, move, home, source);
        all.imports.clear();
        all.heads(rule.source());
        all.references(rule.rule());
        NodeWalk.all(rule.rule(), RefTerm.class).forEach(ref -> all.operands.writeOut(ref, "input"));
        all.edits.addAll(MetadataEdits.of(module, move));
        return all.edits;
    }

    /** A path that is written out: in an import, or in the package clause, which does not write {@code data}. */
    private void path(RefTerm ref, DataPath before, DataPath after) {
        List<Term> terms = ref.terms();
        boolean isWritten =
                terms.get(0).origin().start() != terms.get(1).origin().start();
        if (isWritten) {
            operands.change(terms.get(0).origin().end(), ref.operands(), before.parts(), after.parts());
        } else {
            name(terms.get(1).origin(), before.parts().get(0), after.parts().get(0));
            operands.change(terms.get(1).origin().end(), terms.subList(2, terms.size()), before.from(1), after.from(1));
        }
    }

    private void heads(Rule rule) {
        RefTerm ref = rule.head().ref();
        DataPath before = Documents.of(DataPath.of(module.pkg().path()), rule);
        DataPath after = move.of(before);
        if (!after.startsWith(home) || after.size() == home.size()) {
            return;
        }
        int pkg = module.pkg().path().operands().size();
        name(ref.head().origin(), before.parts().get(pkg), after.parts().get(home.size()));
        operands.change(ref.head().origin().end(), ref.operands(), before.from(pkg + 1), after.from(home.size() + 1));
    }

    private void references(Rule rule) {
        NodeWalk.all(rule, RefTerm.class).forEach(ref -> {
            if (ref.startsWith("data") && ref.terms().size() > 1 && !isHead(rule, ref)) {
                reference(ref);
            }
        });
    }

    /** True for the paths of the rule and its else rules, which the text does not write out. */
    static boolean isHead(Rule rule, RefTerm ref) {
        for (Rule each = rule; each != null; each = each.elseRule()) {
            if (each.head().ref() == ref) {
                return true;
            }
        }
        return false;
    }

    private void reference(RefTerm ref) {
        List<Term> terms = ref.terms();
        Origin root = terms.get(0).origin();
        DataPath before = DataPath.of(ref);
        DataPath after = move.of(before);
        int named = 1;
        while (named < terms.size() && terms.get(named).origin().start() == root.start()) {
            named++;
        }
        // What a name stands for is not written; the operands behind it are, up to the first that is no string.
        int written = named - 1;
        List<Term> operandTerms = terms.subList(named, before.size() + 1);
        List<String> operandsBefore = before.from(written);
        if (named == 1) {
            operands.change(root.end(), operandTerms, operandsBefore, after.parts());
            return;
        }
        String name = root.text();
        Imported imported = imports.get(name);
        DataPath base = imported != null ? imported.path() : home;
        int standsFor = imported != null ? base.size() : base.size() + 1;
        String newName = "";
        if (after.startsWith(base) && after.size() >= standsFor) {
            newName = imported != null ? imported.name() : after.parts().get(home.size());
        }
        if (!isAName(newName) && !newName.equals(name)) {
            standsFor = Math.max(0, after.size() - operandsBefore.size());
            newName = after.first(standsFor).toString();
        }
        name(root, name, newName);
        operands.change(root.end(), operandTerms, operandsBefore, after.from(standsFor));
    }

    private boolean isAName(String part) {
        return DataPath.isName(part, move.version());
    }

    private void name(Origin place, String before, String after) {
        if (!before.equals(after) && place.text().equals(before)) {
            operands.add(place.start(), place.end(), after);
        }
    }
}
