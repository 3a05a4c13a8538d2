package io.rego4j.parse.token;

import io.rego4j.source.Source;
import java.util.Arrays;

/**
 * The tokens of a text without its comments, in arrays: the type, start and end of each, and the white space before it.
 * The last one is the end of the text. A dense text has a token for each character, so each takes no more than eight bytes.
 *
 * <p>{@code TokenComparison} compares all of this that affects a tree: a new use of white space or of offsets while a tree is
 * built must be added there.
 */
public final class TokenBuffer {
    /** White space or a comment stands before the token. */
    static final int GAP = 1;
    /** A line feed stands between the token and the one before it. */
    static final int NEWLINE = 2;

    /** Longer texts are not kept, since they are seldom repeated. */
    private static final int MAX_KEPT = 32;

    /** The length that is stored for tokens of this length or longer, whose ends are in {@link #longEnds}. */
    private static final int LONG = 255;

    private final Source source;
    /** Texts of tokens, by a hash of their characters. */
    private final String[] kept = new String[256];

    private byte[] types;
    private byte[] roles = new byte[0];
    private int[] starts;
    private byte[] lengths;
    private byte[] flags;
    private int count;
    /** The long tokens, and their ends. */
    private int[] longs = new int[0];

    private int[] longEnds = new int[0];
    private int longCount;
    /** From this token on {@code and} and {@code or} are keywords. */
    private int logicalFrom = Integer.MAX_VALUE;
    /** From this token on {@code not} takes a body. */
    private int notBodiesFrom = Integer.MAX_VALUE;

    TokenBuffer(Source source) {
        this.source = source;
        int room = Math.max(16, source.text().length() / 5);
        types = new byte[room];
        starts = new int[room];
        lengths = new byte[room];
        flags = new byte[room];
    }

    void add(int type, int start, int end, int flag) {
        if (count == types.length) {
            int room = count + (count >> 1) + 16;
            types = Arrays.copyOf(types, room);
            starts = Arrays.copyOf(starts, room);
            lengths = Arrays.copyOf(lengths, room);
            flags = Arrays.copyOf(flags, room);
        }
        types[count] = (byte) type;
        starts[count] = start;
        lengths[count] = (byte) Math.min(end - start, LONG);
        if (end - start >= LONG) {
            addLong(end);
        }
        flags[count++] = (byte) flag;
    }

    private void addLong(int end) {
        if (longCount == longs.length) {
            int room = 2 * longCount + 16;
            longs = Arrays.copyOf(longs, room);
            longEnds = Arrays.copyOf(longEnds, room);
        }
        longs[longCount] = count;
        longEnds[longCount++] = end;
    }

    public Source source() {
        return source;
    }

    public int size() {
        return count;
    }

    public int type(int token) {
        return types[token];
    }

    /** The type that the grammar gets: what the token is in its context. */
    public int role(int token) {
        return roles[token];
    }

    public void assign(int token, int role) {
        roles[token] = (byte) role;
    }

    /** Gives each token from {@code from} on its type as its role. */
    public void resetRoles(int from) {
        if (roles.length < count) {
            roles = new byte[count];
        }
        System.arraycopy(types, from, roles, from, count - from);
    }

    public int start(int token) {
        return starts[token];
    }

    public int end(int token) {
        int length = lengths[token] & LONG;
        return length < LONG ? starts[token] + length : longEnds[Arrays.binarySearch(longs, 0, longCount, token)];
    }

    /** The first token that does not start before an offset. */
    public int after(int offset) {
        int found = Arrays.binarySearch(starts, 0, count, offset);
        return found >= 0 ? found : -found - 1;
    }

    /** The token's characters. Most names occur often: equal ones mostly share one string. */
    public String text(int token) {
        String text = source.text();
        int start = starts[token];
        int end = end(token);
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
    public boolean gapBefore(int token) {
        return (flags[token] & GAP) != 0;
    }

    /** True if a line feed stands between the token and the one before it. */
    public boolean newlineBefore(int token) {
        return (flags[token] & NEWLINE) != 0;
    }

    void logicalFromHere() {
        logicalFrom = Math.min(logicalFrom, count);
    }

    void notBodiesFromHere() {
        notBodiesFrom = Math.min(notBodiesFrom, count);
    }

    /** True if {@code and} and {@code or} are keywords at the token. */
    public boolean logicalAt(int token) {
        return token >= logicalFrom;
    }

    /** True if {@code not} takes a body at the token. */
    public boolean notBodiesAt(int token) {
        return token >= notBodiesFrom;
    }
}
