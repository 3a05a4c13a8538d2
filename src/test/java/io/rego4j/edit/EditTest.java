package io.rego4j.edit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rego4j.Rego;
import io.rego4j.ast.Annotations;
import io.rego4j.ast.Body;
import io.rego4j.ast.Comment;
import io.rego4j.ast.Expr;
import io.rego4j.ast.Node;
import io.rego4j.ast.NumberTerm;
import io.rego4j.ast.RegoModule;
import io.rego4j.ast.Rewriter;
import io.rego4j.ast.Rule;
import io.rego4j.ast.StringTerm;
import io.rego4j.ast.Term;
import io.rego4j.parse.ParseOptions;
import io.rego4j.source.RegoVersion;
import io.rego4j.source.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class EditTest {
    private static final String HAND_LAID = """
            package   authz  # the package

            import data.roles   as r


            # METADATA
            # title: Who may
            allow   if   {
                  input.level >=   3   # three
                  some x in [ 1,2,
                              3 ]
                  x   >  2
            }   # end of allow

            # about limits
            limit := {"a":1,   "b" : 2}
            deny := true if false
            """;

    private static String edited(String text, UnaryOperator<RegoModule> change) {
        return edited(text, RegoVersion.V1, change);
    }

    private static String edited(String text, RegoVersion version, UnaryOperator<RegoModule> change) {
        Source source = Source.of("p.rego", text);
        RegoModule before = Rego.parse(source, ParseOptions.of(version)).orThrow();
        return Edit.of(source, before, change.apply(before), version).text();
    }

    private static UnaryOperator<RegoModule> numbers(String from, String to) {
        return new Rewriter() {
            @Override
            public Term visitNumber(NumberTerm term) {
                return term.text().equals(from) ? new NumberTerm(to) : term;
            }
        }::module;
    }

    private static UnaryOperator<RegoModule> without(String rule) {
        return new Rewriter() {
            @Override
            protected boolean keeps(Node node) {
                return !(node instanceof Rule each
                        && each.head().ref().toString().equals(rule));
            }
        }::module;
    }

    /** Puts a rule behind that with an index; -1 for the start. */
    private static UnaryOperator<RegoModule> with(int behind, Rule rule) {
        return module -> {
            List<Rule> rules = new ArrayList<>(module.rules());
            rules.add(behind + 1, rule);
            return module.withRules(rules);
        };
    }

    private static UnaryOperator<RegoModule> body(UnaryOperator<List<Expr>> change) {
        return module -> {
            List<Rule> rules = new ArrayList<>(module.rules());
            Rule rule = rules.get(0);
            List<Expr> exprs = change.apply(new ArrayList<>(rule.body().exprs()));
            rules.set(0, rule.withBody(new io.rego4j.ast.Body(exprs)));
            return module.withRules(rules);
        };
    }

    @Test
    void unchangedTreeIsTheSameText() {
        assertThat(edited(HAND_LAID, module -> module)).isEqualTo(HAND_LAID);
        assertThat(Edit.of(Source.of(HAND_LAID), Rego.parse(HAND_LAID), Rego.parse(HAND_LAID))
                        .edits())
                .isEmpty();
    }

    @Test
    void changedConstantChangesItsCharactersOnly() {
        assertThat(edited(HAND_LAID, numbers("3", "40")))
                .isEqualTo(HAND_LAID.replace(">=   3", ">=   40").replace("3 ]", "40 ]"));
        Source source = Source.of("p.rego", HAND_LAID);
        RegoModule before = Rego.parse(source, ParseOptions.DEFAULT).orThrow();
        assertThat(Edit.of(source, before, numbers("2", "20").apply(before)).edits())
                .extracting(edit -> edit.span().text() + " -> " + edit.text())
                .containsExactly("2 -> 20", "2 -> 20", "2 -> 20");
    }

    @Test
    void operatorThatNeedsParenthesesIsWrittenWithTheExpression() {
        assertThat(edited("package a\n\np   :=  q if q :=   1   *   2\n", new Rewriter() {
                    @Override
                    public Term visitNumber(NumberTerm term) {
                        return term.text().equals("1") ? Rego.term("1 + 3").term() : term;
                    }
                }::module))
                .isEqualTo("package a\n\np   :=  q if q := (1 + 3) * 2\n");
    }

    @Test
    void addedExpressionGetsARowOfItsOwn() {
        Expr added = Rego.body("input.name != \"root\"").body().get(0);
        assertThat(edited(HAND_LAID, body(exprs -> {
                    exprs.add(1, added);
                    return exprs;
                })))
                .isEqualTo(HAND_LAID.replace("# three\n", "# three\n      input.name != \"root\"\n"));
        assertThat(edited(HAND_LAID, body(exprs -> {
                    exprs.add(0, added);
                    return exprs;
                })))
                .isEqualTo(HAND_LAID.replace("      input.level", "      input.name != \"root\"\n      input.level"));
    }

    @Test
    void removedExpressionTakesItsRows() {
        assertThat(edited(HAND_LAID, body(exprs -> {
                    exprs.remove(2);
                    return exprs;
                })))
                .isEqualTo(HAND_LAID.replace("      x   >  2\n", ""));
    }

    @Test
    void removedRuleTakesItsCommentsAndMetadataAndNothingElse() {
        assertThat(edited(HAND_LAID, without("allow"))).isEqualTo("""
                        package   authz  # the package

                        import data.roles   as r


                        # about limits
                        limit := {"a":1,   "b" : 2}
                        deny := true if false
                        """);
        assertThat(edited(HAND_LAID, without("limit")))
                .isEqualTo(HAND_LAID.replace("# about limits\nlimit := {\"a\":1,   \"b\" : 2}\n", ""));
        assertThat(edited(HAND_LAID, without("deny"))).isEqualTo(HAND_LAID.replace("deny := true if false\n", ""));
    }

    @Test
    void ruleThatIsOnlyTakenOutOfTheListTakesItsCommentsToo() {
        assertThat(edited(HAND_LAID, module -> module.withRules(module.rules().subList(1, 3))))
                .isEqualTo(edited(HAND_LAID, without("allow")));
    }

    @Test
    void newRuleStandsBehindItsPredecessor() {
        Rule rule = Rego.rule("extra contains x if { some x in input.xs\nx > 1 }");
        String lines = "extra contains x if {\n\tsome x in input.xs\n\tx > 1\n}\n";
        assertThat(edited(HAND_LAID, with(2, rule))).isEqualTo(HAND_LAID + "\n" + lines);
        assertThat(edited(HAND_LAID, with(0, rule)))
                .isEqualTo(HAND_LAID.replace("# end of allow\n", "# end of allow\n\n" + lines));
        assertThat(edited(HAND_LAID, with(1, rule))).isEqualTo(HAND_LAID.replace(": 2}\n", ": 2}\n\n" + lines + "\n"));
        assertThat(edited(HAND_LAID, with(-1, rule))).isEqualTo(HAND_LAID.replace(" as r\n", " as r\n\n" + lines));
    }

    @Test
    void newRuleBringsItsCommentsAndMetadata() {
        Rule rule = Rego.rule("extra := 1");
        Rule commented = rule.withOrigin(rule.origin().withoutPlace().with(new Comment(" why")));
        assertThat(edited("package a\n\np := 1\n", with(0, commented)))
                .isEqualTo("package a\n\np := 1\n\n# why\nextra := 1\n");
    }

    @Test
    void lineEndsTabsAndAMissingLastLineFeedStay() {
        String text = "\uFEFFpackage a\r\n\r\np   := 1\r\n\r\nq if {\r\n\t\tinput.x  == 1\r\n}";
        assertThat(edited(text, numbers("1", "2"))).isEqualTo(text.replace("1", "2"));
        assertThat(edited(text, with(1, Rego.rule("r if { input.a\ninput.b }"))))
                .isEqualTo(text + "\r\n\r\nr if {\r\n\tinput.a\r\n\tinput.b\r\n}");
        assertThat(edited(text, without("q"))).isEqualTo("\uFEFFpackage a\r\n\r\np   := 1");
        assertThat(edited(text, without("p"))).isEqualTo(text.replace("p   := 1\r\n\r\n", ""));
    }

    @Test
    void statementsOnOneRowCanBeTakenApart() {
        String text = "package a\n\np if { true }  q if { 1 == 2 } # q\n";
        assertThat(edited(text, without("p"))).isEqualTo("package a\n\nq if { 1 == 2 } # q\n");
        assertThat(edited(text, numbers("2", "3"))).isEqualTo(text.replace("2", "3"));
    }

    @Test
    void importsComeGoAndChange() {
        RegoModule other = Rego.parse("package a\n\nimport data.x\nimport data.y as z\n");
        assertThat(edited("package a # why\np := 1\n", module -> module.withImports(other.imports())))
                .isEqualTo("package a # why\n\nimport data.x\nimport data.y as z\n\np := 1\n");
        assertThat(edited("package a\n\nimport data.q   # q\n\np := 1\n", module -> module.withImports(List.of())))
                .isEqualTo("package a\n\np := 1\n");
        assertThat(edited(
                        "package a\n\nimport   data.q   # q\n\np := 1\n",
                        module -> module.withImports(
                                List.of(module.imports().get(0).withAlias(new io.rego4j.ast.VarTerm("w"))))))
                .isEqualTo("package a\n\nimport data.q as w   # q\n\np := 1\n");
    }

    @Test
    void packageChanges() {
        assertThat(edited(
                        HAND_LAID,
                        module -> module.withPackage(Rego.parse("package x.y").pkg())))
                .isEqualTo(HAND_LAID.replace("package   authz", "package x.y"));
    }

    @Test
    void bodiesOfRegoV0ChangeInPlace() {
        String text = "package a\n\np[x] { x = 1 } { x =   2 }\n\nq { p[3] } else = 4 { true }\n";
        assertThat(edited(text, RegoVersion.V0, numbers("2", "5"))).isEqualTo(text.replace("2", "5"));
        assertThat(edited(text, RegoVersion.V0, numbers("4", "5"))).isEqualTo(text.replace("4", "5"));
    }

    @Test
    void metadataChangesInItsPlace() {
        assertThat(edited(HAND_LAID, new Rewriter() {
                    @Override
                    public Annotations annotations(Annotations block) {
                        return new Annotations(
                                block.scope(),
                                "Who may not",
                                block.entrypoint(),
                                block.description(),
                                block.organizations(),
                                block.relatedResources(),
                                block.authors(),
                                block.schemas(),
                                block.compile(),
                                block.custom(),
                                block.labels(),
                                block.origin());
                    }
                }::module))
                .isEqualTo(HAND_LAID.replace("# title: Who may\n", "# scope: rule\n# title: Who may not\n"));
    }

    @Test
    void commentsChangeAndGo() {
        assertThat(edited(HAND_LAID, new Rewriter() {
                    @Override
                    public Comment comment(Comment comment) {
                        return comment.text().equals(" three") ? new Comment(" 3", comment.origin()) : comment;
                    }
                }::module))
                .isEqualTo(HAND_LAID.replace("# three", "# 3"));
        assertThat(edited(
                        HAND_LAID,
                        module -> module.withComments(module.comments().stream()
                                .filter(comment -> !comment.text().contains("allow")
                                        && !comment.text().contains("limits"))
                                .toList())))
                .isEqualTo(HAND_LAID.replace("   # end of allow", "").replace("# about limits\n", ""));
        assertThatThrownBy(() -> edited(HAND_LAID, module -> {
                    List<Comment> comments = new ArrayList<>(module.comments());
                    comments.add(new Comment(" new"));
                    return module.withComments(comments);
                }))
                .hasMessage(
                        "edit_refused: the comment \"# new\" has no place: put it into the origin of the statement that it"
                                + " stands above");
    }

    @Test
    void ruleWithCommentsInsideIsLaidOutWithThem() {
        assertThat(edited("package a\n\nq   := 1\n\np   if {\n    input.x   # why\n}\n\nr   := 1\n", module -> {
                    List<Rule> rules = new ArrayList<>(module.rules());
                    rules.set(
                            1,
                            rules.get(1)
                                    .withElse(Rego.rule("p := 1 if input.y else := 2")
                                            .elseRule()));
                    return module.withRules(rules);
                }))
                .isEqualTo("package a\n\nq   := 1\n\np if {\n\tinput.x # why\n}\n\nelse := 2\n\nr   := 1\n");
    }

    @Test
    void ruleThatMovesTakesItsTextAlong() {
        assertThat(edited(
                        "package a\n\n# p\np :=    1 # one\n\nq   := 2\n\nr   :=   3\n",
                        module -> module.withRules(List.of(
                                module.rules().get(1),
                                module.rules().get(2),
                                module.rules().get(0)))))
                .isEqualTo("package a\n\nq   := 2\n\nr   :=   3\n\n# p\np :=    1 # one\n");
    }

    @Test
    void treeOfAnotherTextIsRefused() {
        RegoModule module = Rego.parse(Source.of("q.rego", "package b\n"), ParseOptions.DEFAULT)
                .orThrow();
        assertThatThrownBy(() -> Edit.of(Source.of("p.rego", "package a\n"), module, module))
                .hasMessage("the tree was read from another text, q.rego; read this one, and change what comes of it");
    }

    @Test
    void treeThatWasChangedBeforeIsRefused() {
        Source source = Source.of("p.rego", "package a\n\np := 1\n\nq := 2\n");
        RegoModule read = Rego.parse(source, ParseOptions.DEFAULT).orThrow();
        RegoModule changed = numbers("1", "3").apply(read);
        assertThatThrownBy(() -> Edit.of(source, changed, changed))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "the tree before the change is not what p.rego says: the rule p in row 3 would be another one;"
                                + " read the text, and change what comes of it");
        assertThatThrownBy(() -> Edit.of(source, changed, numbers("2", "4").apply(changed)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(Edit.of(source, read, changed).text()).isEqualTo("package a\n\np := 3\n\nq := 2\n");
    }

    @Test
    void rowsThatEndWithCarriageReturnsStaySoBesideComments() {
        String text =
                "package a # a\r\n\r\nimport data.x # x\r\n\r\np if {\r\n\tx # one\r\n\t# two\r\n} # p\r\n\r\nq := 1 # q\r\n";
        assertThat(edited(text, with(0, Rego.rule("r := 2"))))
                .isEqualTo(text.replace("} # p\r\n", "} # p\r\n\r\nr := 2\r\n"));
        assertThat(edited(text, with(1, Rego.rule("r := 2")))).isEqualTo(text + "\r\nr := 2\r\n");
        assertThat(edited(text, without("q"))).isEqualTo(text.replace("\r\nq := 1 # q\r\n", ""));
        assertThat(edited(text, without("p"))).isEqualTo(text.replaceAll("(?s)p if.*# p\r\n\r\n", ""));
        assertThat(edited(text, numbers("1", "2"))).isEqualTo(text.replace("1", "2"));
        assertThat(edited(text, module -> module.withImports(List.of())))
                .isEqualTo(text.replace("import data.x # x\r\n\r\n", ""));
        assertThat(edited(text, new Rewriter() {
                    @Override
                    public Body body(Body body) {
                        List<Expr> exprs = new ArrayList<>(body.exprs());
                        exprs.add(body.exprs().get(0).withNegated(true));
                        return new Body(exprs);
                    }
                }::module))
                .doesNotContain("\r\r")
                .doesNotContainPattern("[^\r]\n");
    }

    @Test
    void changedCommentsKeepTheCarriageReturnsOfTheirRows() {
        String text = "package a # a\r\n\r\n# lead\r\np := 1 # one\r\n";
        assertThat(edited(
                        text,
                        module -> module.withComments(module.comments().stream()
                                .map(comment -> new Comment(" new", comment.origin()))
                                .toList())))
                .isEqualTo("package a # new\r\n\r\n# new\r\np := 1 # new\r\n");
        assertThat(edited(text, module -> module.withComments(List.of()))).isEqualTo("package a\r\n\r\np := 1\r\n");
    }

    @Test
    void metadataOfARuleIsWhatTheRuleSays() {
        String text = "package a\n\n# METADATA\n# title: t\np   := 1\n\n# METADATA\n# title: q\nq := 2\n";
        RegoModule other = Rego.parse(Source.of(text.replace("title: t", "title: u")), ParseOptions.DEFAULT)
                .orThrow();
        assertThat(edited(text, withMetadata(other.rules().get(0).annotations())))
                .isEqualTo(text.replace("# title: t", "# scope: rule\n# title: u"));
        assertThat(edited(text, withMetadata(List.of()))).isEqualTo(text.replace("# METADATA\n# title: t\n", ""));
    }

    /** The first rule with other METADATA; the module's own list stays. */
    private static UnaryOperator<RegoModule> withMetadata(List<Annotations> blocks) {
        return module -> {
            List<Rule> rules = new ArrayList<>(module.rules());
            rules.set(0, rules.get(0).withAnnotations(blocks));
            return module.withRules(rules);
        };
    }

    @Test
    void lastRulesLeaveNoBlankRowsBehind() {
        assertThat(edited(
                        "package a\n\np := 1\n\nq := 2\n\n# r\nr := 3\ns := 4\n",
                        module -> module.withRules(module.rules().subList(0, 1))))
                .isEqualTo("package a\n\np := 1\n");
    }

    @Test
    void treeThatNoTextSaysIsRefused() {
        assertThatThrownBy(() -> edited("package a\n\np := 1\n", new Rewriter() {
                    @Override
                    public Term visitNumber(NumberTerm term) {
                        return new io.rego4j.ast.VarTerm("not");
                    }
                }::module))
                .isInstanceOf(EditException.class)
                .hasMessageContaining("not");
    }

    @Test
    void stringsKeepTheirRowsOfTheFileAroundThem() {
        assertThat(edited("package a\n\np := [\n  \"a\", # first\n  \"b\",\n]\n", new Rewriter() {
                    @Override
                    public Term visitString(StringTerm term) {
                        return term.value().equals("b") ? new StringTerm("c\nd") : term;
                    }
                }::module))
                .isEqualTo("package a\n\np := [\n  \"a\", # first\n  \"c\\nd\",\n]\n");
    }

    @Test
    void ruleThatReadsOtherwiseWithoutAnImportIsNotLeftAlone() {
        String text = "package a\n\nimport rego.v1\n\np contains x if some x in input.xs\n";
        assertThatThrownBy(() -> edited(text, RegoVersion.V0, module -> module.withImports(List.of())))
                .isInstanceOf(EditException.class);
    }

    @Test
    void deepTermChangesAtItsBottom() {
        int depth = 3_000;
        String text = "package a\n\np := " + "[1, ".repeat(depth) + "2" + "]".repeat(depth) + "\n";
        assertThat(edited(text, numbers("2", "3"))).isEqualTo(text.replace("2", "3"));
    }
}
