package io.rego4j.parity;

/** Why a comparison cannot be made, in one line: what was tried, and what to do. */
final class Trouble extends Exception {
    private static final long serialVersionUID = 1;

    Trouble(String tried, String remedy) {
        super((tried + ": " + remedy).replaceAll("\\s+", " "));
    }
}
