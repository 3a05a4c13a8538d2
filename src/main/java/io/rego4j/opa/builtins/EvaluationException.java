package io.rego4j.opa.builtins;

/**
 * The end of an evaluation without an answer: a conflict, a deadline, a limit. It has OPA's code, or one of those below, and
 * the place in the policy, as far as that is known.
 */
public final class EvaluationException extends RuntimeException {
    /** The deadline is over. */
    public static final String TIMEOUT = "timeout";
    /** The thread was interrupted. */
    public static final String INTERRUPTED = "interrupted";
    /** More memory than allowed. */
    public static final String MEMORY = "memory";
    /** Something that OPA can do and this library cannot. */
    public static final String UNSUPPORTED = "unsupported";

    private static final long serialVersionUID = 1L;

    private final String code;
    private final String file;
    private final int row;
    private final int column;

    /**
     * An end without a place.
     *
     * @param code OPA's, for instance {@code eval_conflict_error}, or one of the constants
     */
    public EvaluationException(String code, String message) {
        this(code, message, "", 0, 0);
    }

    private EvaluationException(String code, String message, String file, int row, int column) {
        super(message, null, false, false);
        this.code = code;
        this.file = file;
        this.row = row;
        this.column = column;
    }

    /** The same with a place; one that is known already stays. */
    public EvaluationException at(String itsFile, int itsRow, int itsColumn) {
        return row > 0 ? this : new EvaluationException(code, getMessage(), itsFile, itsRow, itsColumn);
    }

    public String code() {
        return code;
    }

    /** The policy; empty if not known. */
    public String file() {
        return file;
    }

    /** The row from 1; 0 if not known. */
    public int row() {
        return row;
    }

    /** The column from 1; 0 if not known. */
    public int column() {
        return column;
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
