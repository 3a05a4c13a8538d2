package io.rego4j.parse.build;

import io.rego4j.ast.Import;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.RegoPackage;
import io.rego4j.ast.StringTerm;
import io.rego4j.ast.Term;
import io.rego4j.ast.VarTerm;
import io.rego4j.parse.ParseOptions;
import io.rego4j.parse.antlr.RegoGrammar.ImportDeclarationContext;
import io.rego4j.parse.antlr.RegoGrammar.PackageDeclarationContext;
import io.rego4j.parse.antlr.RegoGrammar.PathContext;
import io.rego4j.parse.token.LanguageFeatures;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Builds packages and imports. */
public final class PackageImportBuilder {
    private static final List<String> ROOTS = List.of("data", "future", "input", "rego");

    private final ParseContext building;
    private final TermBuilder terms;

    public PackageImportBuilder(ParseContext building, TermBuilder terms) {
        this.building = building;
        this.terms = terms;
    }

    public RegoPackage packageOf(PackageDeclarationContext context) {
        PathContext pathContext = (PathContext) context.part(0);
        int first = pathContext.firstToken();
        Term term = terms.path(pathContext);
        List<Term> path = new ArrayList<>();
        if (term instanceof VarTerm name) {
            path.add(new VarTerm("data", name.origin()));
            path.add(new StringTerm(name.name(), name.origin()));
        } else if (term instanceof RefTerm ref && ref.head() instanceof VarTerm name) {
            path.add(new VarTerm("data", name.origin()));
            path.add(new StringTerm(name.name(), name.origin()));
            path.addAll(strings(ref, first));
        } else if (term instanceof RefTerm ref) {
            throw building.problem(first, "unexpected " + ref.head().kind() + " token: expecting var");
        } else {
            throw building.unexpected(context.lastToken() + 1, "");
        }
        return new RegoPackage(new RefTerm(path, building.at(pathContext)), building.at(context.firstToken()));
    }

    public Import importOf(ImportDeclarationContext context) {
        int first = context.firstToken();
        PathContext pathContext = (PathContext) context.part(0);
        Term term = terms.path(pathContext);
        RefTerm path;
        if (term instanceof VarTerm name) {
            path = new RefTerm(List.of(name), name.origin());
        } else if (term instanceof RefTerm ref) {
            strings(ref, pathContext.firstToken());
            path = ref;
        } else {
            throw building.problem(pathContext.lastToken() + 1, "expected path");
        }
        String root = RuleStatementBuilder.text(path.head());
        if (root == null || !ROOTS.contains(root)) {
            throw building.problem(
                    pathContext.firstToken(),
                    "unexpected import path, must begin with one of: {data, future, input, rego}, got: " + path.head(),
                    "if this is unexpected, try updating OPA");
        }
        VarTerm alias = null;
        if (context.size() > 1) {
            alias = alias((PathContext) context.part(1));
        } else {
            checkName(path, root, pathContext.lastToken());
        }
        checkMeaning(path, root, alias, pathContext.firstToken());
        return new Import(path, alias, building.at(first));
    }

    private VarTerm alias(PathContext context) {
        Term term = terms.path(context);
        if (term instanceof VarTerm name) {
            return name;
        }
        if (term instanceof RefTerm ref && ref.terms().size() == 1) {
            throw building.problem(
                    context.firstToken(), "unexpected import alias, must not be a reserved name, got: " + ref.head());
        }
        throw building.unexpected(context.lastToken() + 1, "expected var");
    }

    private void checkName(RefTerm path, String root, int token) {
        if (path.terms().size() > 1 && root.equals("future")) {
            return;
        }
        String name = RuleStatementBuilder.text(path.terms().get(path.terms().size() - 1));
        if (name != null && building.options().version().keywords().contains(name)) {
            throw building.problem(
                    token,
                    "unexpected import path, must not end with a keyword, got: " + name,
                    "import a different path or use an alias");
        }
    }

    private void checkMeaning(RefTerm path, String root, @Nullable VarTerm alias, int token) {
        List<Term> parts = path.terms();
        if (root.equals("rego")) {
            String version = parts.size() == 2 ? RuleStatementBuilder.text(parts.get(1)) : null;
            if (version == null || !version.equals("v1") && !version.equals("v2")) {
                throw building.problem(token, "invalid import `" + path + "`, must be one of: `rego.v1`, `rego.v2`");
            }
            ParseOptions options = building.options();
            boolean allowed = LanguageFeatures.allows(options, "rego_" + version + "_import")
                    || LanguageFeatures.allows(options, "rego_v2")
                    || version.equals("v1") && LanguageFeatures.allows(options, "rego_v1");
            if (!allowed) {
                throw building.problem(
                        token, "invalid import, `rego." + version + "` is not supported by current capabilities");
            }
            if (alias != null) {
                throw building.problem(token, "`rego` imports cannot be aliased");
            }
        } else if (root.equals("future")) {
            if (parts.size() == 1 || !"keywords".equals(RuleStatementBuilder.text(parts.get(1)))) {
                throw building.problem(token, "invalid import, must be `future.keywords`");
            }
            if (alias != null) {
                throw building.problem(token, "`future` imports cannot be aliased");
            }
            List<String> known = LanguageFeatures.importableKeywords(building.options()).stream()
                    .sorted()
                    .toList();
            if (parts.size() == 3 && !known.contains(RuleStatementBuilder.text(parts.get(2)))) {
                throw building.problem(token, "unexpected keyword, must be one of [" + String.join(" ", known) + "]");
            }
        }
    }

    /** The parts of a path after its head: each must be a string. */
    private List<Term> strings(RefTerm ref, int token) {
        List<Term> parts = ref.terms().subList(1, ref.terms().size());
        for (Term part : parts) {
            if (!(part instanceof StringTerm)) {
                throw building.problem(token, "unexpected " + part.kind() + " token: expecting string");
            }
        }
        return parts;
    }
}
