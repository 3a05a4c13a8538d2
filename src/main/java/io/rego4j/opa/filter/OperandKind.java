package io.rego4j.opa.filter;

import io.rego4j.ast.ArrayComprehensionTerm;
import io.rego4j.ast.ArrayTerm;
import io.rego4j.ast.BooleanTerm;
import io.rego4j.ast.CallTerm;
import io.rego4j.ast.NullTerm;
import io.rego4j.ast.NumberTerm;
import io.rego4j.ast.ObjectComprehensionTerm;
import io.rego4j.ast.ObjectTerm;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.SetComprehensionTerm;
import io.rego4j.ast.SetTerm;
import io.rego4j.ast.StringTerm;
import io.rego4j.ast.TemplateStringTerm;
import io.rego4j.ast.Term;
import io.rego4j.ast.TermVisitor;
import io.rego4j.ast.VarTerm;

/** What an operand is to a database. */
enum OperandKind {
    TEXT,
    OTHER_SCALAR,
    VARIABLE,
    REFERENCE,
    CALL,
    COLLECTION;

    private static final TermVisitor<OperandKind> OF = new TermVisitor<>() {
        @Override
        public OperandKind visitNull(NullTerm term) {
            return OTHER_SCALAR;
        }

        @Override
        public OperandKind visitBoolean(BooleanTerm term) {
            return OTHER_SCALAR;
        }

        @Override
        public OperandKind visitNumber(NumberTerm term) {
            return OTHER_SCALAR;
        }

        @Override
        public OperandKind visitString(StringTerm term) {
            return TEXT;
        }

        @Override
        public OperandKind visitVar(VarTerm term) {
            return VARIABLE;
        }

        @Override
        public OperandKind visitRef(RefTerm term) {
            return REFERENCE;
        }

        @Override
        public OperandKind visitCall(CallTerm term) {
            return CALL;
        }

        @Override
        public OperandKind visitArray(ArrayTerm term) {
            return COLLECTION;
        }

        @Override
        public OperandKind visitSet(SetTerm term) {
            return COLLECTION;
        }

        @Override
        public OperandKind visitObject(ObjectTerm term) {
            return COLLECTION;
        }

        @Override
        public OperandKind visitArrayComprehension(ArrayComprehensionTerm term) {
            return COLLECTION;
        }

        @Override
        public OperandKind visitSetComprehension(SetComprehensionTerm term) {
            return COLLECTION;
        }

        @Override
        public OperandKind visitObjectComprehension(ObjectComprehensionTerm term) {
            return COLLECTION;
        }

        @Override
        public OperandKind visitTemplateString(TemplateStringTerm term) {
            return CALL;
        }
    };

    static OperandKind of(Term term) {
        return term.accept(OF);
    }
}
