package io.rego4j.parse.build;

import io.rego4j.ast.ArrayComprehensionTerm;
import io.rego4j.ast.ArrayTerm;
import io.rego4j.ast.Body;
import io.rego4j.ast.ObjectComprehensionTerm;
import io.rego4j.ast.ObjectTerm;
import io.rego4j.ast.Origin;
import io.rego4j.ast.SetComprehensionTerm;
import io.rego4j.ast.SetTerm;
import io.rego4j.ast.Term;
import io.rego4j.parse.antlr.RegoContext;
import io.rego4j.parse.antlr.RegoGrammar;
import io.rego4j.parse.antlr.RegoGrammar.OperandContext;
import io.rego4j.parse.antlr.RegoGrammar.QueryContext;
import io.rego4j.parse.antlr.RegoGrammar.ValueContext;
import io.rego4j.parse.problem.BacktrackingErrors;
import io.rego4j.parse.problem.SyntaxProblem;
import java.util.List;

/** Builds arrays, sets, objects and comprehensions. */
final class CollectionBuilder {
    private final ParseContext building;
    private final TermBuilder terms;
    private final OperatorFolder folder;
    private final LiteralBuilder literals;

    CollectionBuilder(ParseContext building, TermBuilder terms, OperatorFolder folder, LiteralBuilder literals) {
        this.building = building;
        this.terms = terms;
        this.folder = folder;
        this.literals = literals;
    }

    Term collection(RegoContext context) {
        Origin origin = building.at(context);
        switch (context.getRuleIndex()) {
            case RegoGrammar.RULE_array:
                return new ArrayTerm(folder.values(context), origin);
            case RegoGrammar.RULE_set:
                return new SetTerm(folder.values(context), origin);
            case RegoGrammar.RULE_object:
                return object(context, origin);
            case RegoGrammar.RULE_arrayComprehension: {
                Term head = terms.operand((OperandContext) context.part(0));
                return new ArrayComprehensionTerm(head, body(context, 1), origin);
            }
            case RegoGrammar.RULE_setComprehension: {
                Term head = terms.operand((OperandContext) context.part(0));
                return new SetComprehensionTerm(head, body(context, 1), origin);
            }
            default: {
                Term key = folder.value((ValueContext) context.part(0));
                Term value = terms.operand((OperandContext) context.part(1));
                return new ObjectComprehensionTerm(key, value, body(context, 2), origin);
            }
        }
    }

    /** After an error in the body of a comprehension OPA may read a list instead. */
    private Body body(RegoContext context, int child) {
        QueryContext query = (QueryContext) context.part(child);
        try {
            return literals.query(query);
        } catch (SyntaxProblem problem) {
            throw new BacktrackingErrors(building.tokens()).body(context, query, problem);
        }
    }

    private ObjectTerm object(RegoContext context, Origin origin) {
        ObjectTerm.Entry[] entries = new ObjectTerm.Entry[context.size()];
        for (int i = 0; i < entries.length; i++) {
            entries[i] = context.made(i) instanceof ObjectTerm.Entry made ? made : entry(context.part(i));
        }
        return new ObjectTerm(List.of(entries), origin);
    }

    private ObjectTerm.Entry entry(RegoContext context) {
        Term key = folder.value(context, 0);
        return new ObjectTerm.Entry(key, folder.value(context, 1));
    }
}
