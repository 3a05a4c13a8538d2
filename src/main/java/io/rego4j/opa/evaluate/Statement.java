package io.rego4j.opa.evaluate;

/** One statement of a plan. It has no state; what it works on is in the frame. */
public interface Statement {
    /** The next statement of the block comes. */
    int NEXT = -1;

    /** The block that the statement stands in ends here: the statement is undefined, or a break out of this block. */
    int LEAVE = 0;

    /** The function returns; its result is in the frame. */
    int RETURN = Integer.MAX_VALUE;

    /** Runs it: {@link #NEXT}, {@link #RETURN}, or how many blocks around this one end too, {@link #LEAVE} for none. */
    int run(Frame frame);

    /** What a statement gives that is defined or not. */
    static int defined(boolean defined) {
        return defined ? NEXT : LEAVE;
    }

    /** For a statement with a block of its own: what the block's outcome means to the block around it. */
    static int outward(int outcome) {
        return outcome == RETURN ? RETURN : outcome - 1;
    }
}
