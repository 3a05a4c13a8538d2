package io.rego4j.ast;

/**
 * The kinds of {@link Term}, for {@code switch} expressions, which name every kind, so that a new one breaks the build
 * there. Code that needs the term itself uses a {@link TermVisitor}.
 */
public enum TermKind {
    NULL,
    BOOLEAN,
    NUMBER,
    STRING,
    VAR,
    REF,
    CALL,
    ARRAY,
    SET,
    OBJECT,
    ARRAY_COMPREHENSION,
    SET_COMPREHENSION,
    OBJECT_COMPREHENSION,
    TEMPLATE_STRING;

    /** The kind of a term. */
    public static TermKind of(Term term) {
        return term.accept(Kinds.INSTANCE);
    }

    /** True for a term that is written in braces; the empty set, {@code set()}, is not. */
    public static boolean isInBraces(Term term) {
        return switch (of(term)) {
            case OBJECT, SET_COMPREHENSION, OBJECT_COMPREHENSION -> true;
            case SET -> !((SetTerm) term).items().isEmpty();
            case NULL, BOOLEAN, NUMBER, STRING, VAR, REF, CALL, ARRAY, ARRAY_COMPREHENSION, TEMPLATE_STRING -> false;
        };
    }

    private static final class Kinds implements TermVisitor<TermKind> {
        static final Kinds INSTANCE = new Kinds();

        @Override
        public TermKind visitNull(NullTerm term) {
            return NULL;
        }

        @Override
        public TermKind visitBoolean(BooleanTerm term) {
            return BOOLEAN;
        }

        @Override
        public TermKind visitNumber(NumberTerm term) {
            return NUMBER;
        }

        @Override
        public TermKind visitString(StringTerm term) {
            return STRING;
        }

        @Override
        public TermKind visitVar(VarTerm term) {
            return VAR;
        }

        @Override
        public TermKind visitRef(RefTerm term) {
            return REF;
        }

        @Override
        public TermKind visitCall(CallTerm term) {
            return CALL;
        }

        @Override
        public TermKind visitArray(ArrayTerm term) {
            return ARRAY;
        }

        @Override
        public TermKind visitSet(SetTerm term) {
            return SET;
        }

        @Override
        public TermKind visitObject(ObjectTerm term) {
            return OBJECT;
        }

        @Override
        public TermKind visitArrayComprehension(ArrayComprehensionTerm term) {
            return ARRAY_COMPREHENSION;
        }

        @Override
        public TermKind visitSetComprehension(SetComprehensionTerm term) {
            return SET_COMPREHENSION;
        }

        @Override
        public TermKind visitObjectComprehension(ObjectComprehensionTerm term) {
            return OBJECT_COMPREHENSION;
        }

        @Override
        public TermKind visitTemplateString(TemplateStringTerm term) {
            return TEMPLATE_STRING;
        }
    }
}
