package io.rego4j.parse;

import io.rego4j.source.Source;
import java.util.Arrays;

/**
 * The tokens of a text without its comments, in arrays: what each is, where it starts and ends, and what stands before it.
 * The last one is the end of the text.
 *
 * <p>{@link SameTokens} tells two texts apart by all of this that has a say in a tree: whoever asks for more white space or
 * for places while a tree is built adds it there.
 */
final class TokenBuffer {
    /** White space or a comment stands before the token. */
    static final int GAP = 1;
    /** A line feed stands between the token and the one before it. */
    static final int NEWLINE = 2;

    /** Longer texts are not kept: they seldom come again. */
    private static final int MAX_KEPT = 32;

    private final Source source;
    /** Texts of tokens, at a place that their characters give. */
    private final String[] kept = new String[256];

    private int[] types;
    private int[] roles = new int[0];
    private int[] starts;
    private int[] ends;
    private byte[] flags;
    private int count;
    /** From this token on {@code and} and {@code or} are keywords. */
    private int logicalFrom = Integer.MAX_VALUE;
    /** From this token on {@code not} takes a body. */
    private int notBodiesFrom = Integer.MAX_VALUE;

    TokenBuffer(Source source) {
        this.source = source;
        int room = Math.max(16, source.text().length() / 5);
        types = new int[room];
        starts = new int[room];
        ends = new int[room];
        flags = new byte[room];
    }

    void add(int type, int start, int end, int flag) {
        if (count == types.length) {
            int room = count + (count >> 1) + 16;
            types = Arrays.copyOf(types, room);
            starts = Arrays.copyOf(starts, room);
            ends = Arrays.copyOf(ends, room);
            flags = Arrays.copyOf(flags, room);
        }
        types[count] = type;
        starts[count] = start;
        ends[count] = end;
        flags[count++] = (byte) flag;
    }

    Source source() {
        return source;
    }

    int size() {
        return count;
    }

    int type(int token) {
        return types[token];
    }

    /** The type that the grammar sees: what the token is at its place. */
    int role(int token) {
        return roles[token];
    }

    void assign(int token, int role) {
        roles[token] = role;
    }

    /** Gives each token from {@code from} on its type as its role. */
    void resetRoles(int from) {
        if (roles.length < count) {
            roles = new int[count];
        }
        System.arraycopy(types, from, roles, from, count - from);
    }

    int start(int token) {
        return starts[token];
    }

    int end(int token) {
        return ends[token];
    }

    /** The first token that does not start before an offset. */
    int after(int offset) {
        int found = Arrays.binarySearch(starts, 0, count, offset);
        return found >= 0 ? found : -found - 1;
    }

    /** The token's characters. Names come again and again: most are one string for a whole text. */
    String text(int token) {
        String text = source.text();
        int start = starts[token];
        int end = ends[token];
        if (end - start > MAX_KEPT) {
            return text.substring(start, end);
        }
        int hash = 0;
        for (int i = start; i < end; i++) {
            hash = 31 * hash + text.charAt(i);
        }
        int place = (hash ^ hash >>> 8) & kept.length - 1;
        String known = kept[place];
        if (known != null && known.length() == end - start && text.startsWith(known, start)) {
            return known;
        }
        String found = text.substring(start, end);
        kept[place] = found;
        return found;
    }

    /** True if white space or a comment stands before the token. */
    boolean gapBefore(int token) {
        return (flags[token] & GAP) != 0;
    }

    /** True if a line feed stands between the token and the one before it. */
    boolean newlineBefore(int token) {
        return (flags[token] & NEWLINE) != 0;
    }

    void logicalFromHere() {
        logicalFrom = Math.min(logicalFrom, count);
    }

    void notBodiesFromHere() {
        notBodiesFrom = Math.min(notBodiesFrom, count);
    }

    /** True if {@code and} and {@code or} are keywords at the token. */
    boolean logicalAt(int token) {
        return token >= logicalFrom;
    }

    /** True if {@code not} takes a body at the token. */
    boolean notBodiesAt(int token) {
        return token >= notBodiesFrom;
    }
}
