package io.rego4j.parse.antlr;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.tree.ParseTree;
import org.jspecify.annotations.Nullable;

/**
 * What all parts of the parse tree extend. Its children are parts, never tokens, and most have one or none, for which no list is
 * made: {@link #part} and {@link #size} are the way to them. ANTLR's own list stays empty, and so do the methods that search it.
 */
public class RegoContext extends ParserRuleContext implements Iterable<RegoContext> {
    private static final RegoContext[] NONE = new RegoContext[0];

    private @Nullable RegoContext first;
    private RegoContext[] rest = NONE;
    private int size;

    /** For the generated parser. */
    public RegoContext() {}

    /** For the generated parser. */
    public RegoContext(@Nullable ParserRuleContext parent, int invokingState) {
        super(parent, invokingState);
    }

    /** The number of children. */
    public final int size() {
        return size;
    }

    /** The child at an index from 0. */
    public final RegoContext part(int index) {
        RegoContext found = index == 0 ? first : rest[index - 1];
        if (found == null || index >= size) {
            throw new IndexOutOfBoundsException(index);
        }
        return found;
    }

    @Override
    public final Iterator<RegoContext> iterator() {
        return new Iterator<>() {
            private int next;

            @Override
            public boolean hasNext() {
                return next < size;
            }

            @Override
            public RegoContext next() {
                if (next >= size) {
                    throw new NoSuchElementException();
                }
                return part(next++);
            }
        };
    }

    @Override
    public final <T extends ParseTree> T addAnyChild(T child) {
        RegoContext part = (RegoContext) child;
        if (size == 0) {
            first = part;
        } else {
            if (size > rest.length) {
                RegoContext[] grown = new RegoContext[size == 1 ? 3 : 2 * size];
                System.arraycopy(rest, 0, grown, 0, rest.length);
                rest = grown;
            }
            rest[size - 1] = part;
        }
        size++;
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
