package io.rego4j.opa;

import java.util.List;
import java.util.Objects;

/**
 * Why there is no answer: OPA's own code and place where OPA failed, one of this library's codes where OPA was not
 * reached or did not answer.
 *
 * @param code OPA's code, for instance {@code eval_conflict_error} or {@code rego_parse_error}, or one of the constants
 * @param message what went wrong
 * @param file the policy in which it went wrong; empty if that is not known
 * @param row its row from 1; 0 if not known
 * @param column its column from 1; 0 if not known
 * @param causes the single errors where there are several; the first one then gives code and place of this one too
 */
public record OpaError(String code, String message, String file, int row, int column, List<OpaError> causes) {
    /** The question was not answered within its time. */
    public static final String TIMEOUT = "rego4j_timeout";
    /** OPA could not be reached: not started, killed, no connection. */
    public static final String UNREACHABLE = "rego4j_unreachable";
    /** The answer is none of OPA's, or is not complete. */
    public static final String BAD_ANSWER = "rego4j_bad_answer";
    /** OPA refuses the token or the certificate, or its authorization policy denies the request. */
    public static final String UNAUTHORIZED = "rego4j_unauthorized";
    /** The asking thread was interrupted or the future was cancelled. */
    public static final String CANCELLED = "rego4j_cancelled";
    /** The input cannot be written as JSON. */
    public static final String BAD_INPUT = "rego4j_bad_input";
    /** The answer does not fit the Java type that was asked for. */
    public static final String BAD_TYPE = "rego4j_bad_type";
    /** The engine cannot do this, or not with this policy. */
    public static final String UNSUPPORTED = "rego4j_unsupported";
    /** The evaluation would have taken more memory than the options allow. */
    public static final String LIMIT = "rego4j_limit";
    /** No rule and no data defines the document, which was said to be required. */
    public static final String UNKNOWN_DOCUMENT = "rego4j_unknown_document";
    /** The engine was closed. */
    public static final String CLOSED = "rego4j_closed";

    public OpaError {
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(file, "file");
        causes = List.copyOf(causes);
    }

    /** An error without a place. */
    public static OpaError of(String code, String message) {
        return new OpaError(code, message, "", 0, 0, List.of());
    }

    /** Several errors as one; one of them as itself. */
    public static OpaError all(List<OpaError> errors) {
        if (errors.isEmpty()) {
            throw new IllegalArgumentException("no errors");
        }
        OpaError first = errors.get(0);
        return errors.size() == 1
                ? first
                : new OpaError(first.code, first.message, first.file, first.row, first.column, errors);
    }

    /** This error as a list: its causes, or itself where it has none. */
    public List<OpaError> each() {
        return causes.isEmpty() ? List.of(this) : causes;
    }

    /** {@code file:row: code: message}, as OPA writes it; one line for each cause. */
    @Override
    public String toString() {
        if (!causes.isEmpty()) {
            StringBuilder lines = new StringBuilder();
            causes.forEach(cause -> lines.append(lines.isEmpty() ? "" : "\n").append(cause));
            return lines.toString();
        }
        String place = file.isEmpty() ? (row > 0 ? row + ":" + column + ": " : "") : file + ":" + row + ": ";
        return place + code + ": " + message;
    }
}
