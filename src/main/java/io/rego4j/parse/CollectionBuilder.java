package io.rego4j.parse;

import io.rego4j.ast.ArrayComprehensionTerm;
import io.rego4j.ast.ArrayTerm;
import io.rego4j.ast.Body;
import io.rego4j.ast.ObjectComprehensionTerm;
import io.rego4j.ast.ObjectTerm;
import io.rego4j.ast.Origin;
import io.rego4j.ast.SetComprehensionTerm;
import io.rego4j.ast.SetTerm;
import io.rego4j.ast.Term;
import io.rego4j.parse.antlr.RegoParser;
import io.rego4j.parse.antlr.RegoParser.OperandContext;
import io.rego4j.parse.antlr.RegoParser.QueryContext;
import io.rego4j.parse.antlr.RegoParser.ValueContext;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.tree.ParseTree;

/** Builds arrays, sets, objects and comprehensions. */
final class CollectionBuilder {
    private final Building building;
    private final TermBuilder terms;
    private final OperatorFolder folder;
    private final LiteralBuilder literals;

    CollectionBuilder(Building building, TermBuilder terms, OperatorFolder folder, LiteralBuilder literals) {
        this.building = building;
        this.terms = terms;
        this.folder = folder;
        this.literals = literals;
    }

    Term collection(ParserRuleContext context) {
        Origin origin = building.at(context);
        switch (context.getRuleIndex()) {
            case RegoParser.RULE_array:
                return new ArrayTerm(values(context), origin);
            case RegoParser.RULE_set:
                return new SetTerm(values(context), origin);
            case RegoParser.RULE_object:
                return object(context, origin);
            case RegoParser.RULE_arrayEach: {
                Term head = terms.operand((OperandContext) context.children.get(1));
                return new ArrayComprehensionTerm(head, body(context, 3), origin);
            }
            case RegoParser.RULE_setEach: {
                Term head = terms.operand((OperandContext) context.children.get(1));
                return new SetComprehensionTerm(head, body(context, 3), origin);
            }
            default: {
                Term key = folder.value((ValueContext) context.children.get(1));
                Term value = terms.operand((OperandContext) context.children.get(3));
                return new ObjectComprehensionTerm(key, value, body(context, 5), origin);
            }
        }
    }

    /** What is wrong in the body of a comprehension may have OPA read a list. */
    private Body body(ParserRuleContext context, int child) {
        QueryContext query = (QueryContext) context.children.get(child);
        try {
            return literals.query(query);
        } catch (SyntaxProblem problem) {
            throw new Backtracking(building).body(context, query, problem);
        }
    }

    private List<Term> values(ParserRuleContext context) {
        List<Term> values = new ArrayList<>(context.children.size() / 2);
        for (ParseTree child : context.children) {
            if (child instanceof ValueContext value) {
                values.add(folder.value(value));
            }
        }
        return values;
    }

    private ObjectTerm object(ParserRuleContext context, Origin origin) {
        List<ObjectTerm.Entry> entries = new ArrayList<>(context.children.size() / 2);
        for (ParseTree child : context.children) {
            if (child instanceof RegoParser.EntryContext entry) {
                Term key = folder.value((ValueContext) entry.children.get(0));
                entries.add(new ObjectTerm.Entry(key, folder.value((ValueContext) entry.children.get(2))));
            }
        }
        return new ObjectTerm(entries, origin);
    }
}
