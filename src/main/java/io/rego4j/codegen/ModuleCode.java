package io.rego4j.codegen;

import io.rego4j.ast.Comment;
import io.rego4j.ast.Import;
import io.rego4j.ast.RegoModule;
import io.rego4j.ast.Rule;
import io.rego4j.ast.StringTerm;
import io.rego4j.ast.Term;
import io.rego4j.check.CheckOptions;
import io.rego4j.check.Checker;
import io.rego4j.codegen.JavaCode.Call;
import io.rego4j.codegen.JavaCode.Link;
import io.rego4j.codegen.JavaCode.Literal;
import io.rego4j.codegen.JavaCode.Type;
import io.rego4j.source.RegoVersion;
import java.util.ArrayList;
import java.util.List;

/** The Java of a module: one chain of calls; the rules of a large module are in helper methods. */
final class ModuleCode {
    private static final int RULES_IN_ONE_CHAIN = 60;
    private static final int SIZE_OF_ONE_METHOD = 400;

    private final DslCalls dslCalls = new DslCalls();
    private final HelperMethods helpers = new HelperMethods();
    private final CommentTable comments;
    private final TermCode terms;
    private final RuleCode rules;
    private final RegoModule module;
    private final RegoVersion version;

    ModuleCode(RegoModule module, RegoVersion version, boolean withComments) {
        this.module = module;
        this.version = version;
        this.comments = withComments ? CommentTable.of(module) : CommentTable.none();
        this.terms = new ConditionCode(dslCalls, comments).terms();
        this.rules = new RuleCode(dslCalls, comments, version.isAtLeast(RegoVersion.V1));
    }

    DslCalls dslCalls() {
        return dslCalls;
    }

    HelperMethods helpers() {
        return helpers;
    }

    JavaCode code() {
        JavaCode code = start();
        for (Comment comment : comments.of(module.pkg())) {
            code = new Link(code, CommentTable.call("header", Type.MODULE, comment), true);
        }
        if (version != RegoVersion.V1) {
            code = link(code, "version", List.of(new Literal(TypeMarks.of("RegoVersion") + "." + version.name())));
        }
        for (Import imported : module.imports()) {
            code = importing(code, imported);
        }
        code = addRules(code);
        for (Comment comment : comments.trailing()) {
            code = new Link(code, CommentTable.call("comment", Type.MODULE, comment), true);
        }
        return link(code, isValid() ? "build" : "buildUnchecked", List.of());
    }

    /** True if the checker finds no error in the module by itself. */
    private boolean isValid() {
        return Checker.check(List.of(module), CheckOptions.of(version).withPartial(true))
                .isEmpty();
    }

    private JavaCode start() {
        List<Term> path = module.pkg()
                .path()
                .terms()
                .subList(1, module.pkg().path().terms().size());
        int dotted = Math.max(1, DottedPaths.dottedPrefix(path));
        List<JavaCode> args = new ArrayList<>(List.of(DslCalls.string(DottedPaths.dotted(path.subList(0, dotted)))));
        for (Term part : path.subList(dotted, path.size())) {
            args.add(DslCalls.string(((StringTerm) part).value()));
        }
        // The class has a method of the same name, so this one is not imported.
        return new Call(Type.MODULE, TypeMarks.of("Dsl") + ".module", args, 1, false);
    }

    private JavaCode importing(JavaCode start, Import imported) {
        JavaCode code = start;
        for (Comment comment : comments.of(imported)) {
            code = new Link(code, CommentTable.call("comment", Type.MODULE, comment), true);
        }
        List<JavaCode> args = new ArrayList<>();
        String path = DottedPaths.of(imported.path().terms());
        args.add(path == null ? terms.operand(imported.path()) : DslCalls.string(path));
        if (imported.alias() != null) {
            args.add(DslCalls.string(imported.alias().name()));
        }
        return link(code, "imports", args);
    }

    private JavaCode addRules(JavaCode start) {
        List<JavaCode> codes = new ArrayList<>();
        int size = 0;
        for (Rule rule : module.rules()) {
            JavaCode code = helpers.limited(rules.rule(rule));
            codes.add(code);
            size += code.size();
        }
        if (size > SIZE_OF_ONE_METHOD) {
            for (int i = 0; i < codes.size(); i++) {
                codes.set(i, helpers.method(RuleCode.simpleName(module.rules().get(i)) + "Rule", codes.get(i)));
            }
        }
        JavaCode code = start;
        if (codes.size() <= RULES_IN_ONE_CHAIN) {
            for (JavaCode rule : codes) {
                code = link(code, "add", List.of(rule));
            }
            return code;
        }
        for (int from = 0; from < codes.size(); from += RULES_IN_ONE_CHAIN) {
            List<JavaCode> part = codes.subList(from, Math.min(codes.size(), from + RULES_IN_ONE_CHAIN));
            JavaCode list = new Call(Type.RULES, TypeMarks.of("List") + ".of", part, 1, true);
            code = link(code, "add", List.of(helpers.method("rules", list)));
        }
        return code;
    }

    private static JavaCode link(JavaCode code, String method, List<JavaCode> args) {
        return new Link(code, new Call(Type.MODULE, method, args, 1, false), true);
    }
}
