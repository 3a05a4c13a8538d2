package io.rego4j.parse.antlr;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.tree.ParseTree;
import org.jspecify.annotations.Nullable;

/**
 * The base class of all parts of the parse tree. Its children are parts, never tokens, and most have one or none, for
 * which no list is made: {@link #part} and {@link #size} are the way to them. ANTLR's own list stays empty, and so do
 * the methods that search it. In the place of a child may stand {@linkplain #made what was made} of it.
 */
public class RegoContext extends ParserRuleContext implements Iterable<RegoContext> {
    private static final Object[] NONE = new Object[0];

    private @Nullable Object first;
    private @Nullable Object[] rest = NONE;
    private int size;

    /** For the generated parser. */
    public RegoContext() {}

    /** For the generated parser. */
    public RegoContext(@Nullable ParserRuleContext parent, int invokingState) {
        super(parent, invokingState);
    }

    /** The index of the first token. */
    public final int firstToken() {
        return start.getTokenIndex();
    }

    /** The index of the last token. */
    public final int lastToken() {
        return stop.getTokenIndex();
    }

    /** The number of children. */
    public final int size() {
        return size;
    }

    /** The child at an index from 0. */
    public final RegoContext part(int index) {
        return (RegoContext) at(index);
    }

    /** What was made of the child at an index from 0 as soon as it was read; null if it is still there. */
    public final @Nullable Object made(int index) {
        Object found = at(index);
        return found instanceof RegoContext ? null : found;
    }

    private Object at(int index) {
        Object found = index == 0 ? first : rest[index - 1];
        if (found == null || index >= size) {
            throw new IndexOutOfBoundsException(index);
        }
        return found;
    }

    /** Replaces the last child by what was made of it, which needs less memory. */
    final void makeLast(Object made) {
        put(size - 1, made);
    }

    private void put(int index, Object child) {
        if (index == 0) {
            first = child;
        } else {
            rest[index - 1] = child;
        }
    }

    /** The children that are still there. */
    @Override
    public final Iterator<RegoContext> iterator() {
        return new Iterator<>() {
            private int next;

            @Override
            public boolean hasNext() {
                while (next < size && made(next) != null) {
                    next++;
                }
                return next < size;
            }

            @Override
            public RegoContext next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                return part(next++);
            }
        };
    }

    @Override
    public final <T extends ParseTree> T addAnyChild(T child) {
        if (size > rest.length) {
            @Nullable Object[] grown = new Object[size == 1 ? 3 : size + (size >> 1) + 2];
            System.arraycopy(rest, 0, grown, 0, rest.length);
            rest = grown;
        }
        put(size++, child);
        return child;
    }

    @Override
    public final void removeLastChild() {
        size--;
    }

    @Override
    public final ParseTree getChild(int index) {
        return part(index);
    }

    @Override
    public final int getChildCount() {
        return size;
    }
}
