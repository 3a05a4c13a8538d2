package io.rego4j.parse.token;

import io.rego4j.parse.antlr.RegoLexer;
import java.util.ArrayList;
import java.util.List;

/**
 * Follows an import while its tokens are read, so that the keywords it brings are known from the next token on:
 * {@code import future.keywords.in}, {@code import rego["v1"]}.
 */
public final class ImportTracker {
    private final List<String> path = new ArrayList<>();
    private boolean open;
    private boolean afterDot;
    private boolean afterImport;
    private int last = RegoLexer.EOF;

    /** True while the path of an import is read. */
    boolean isOpen() {
        return open;
    }

    /** True if a token of this type no longer belongs to the path. */
    boolean ends(int type, boolean gap) {
        if (afterImport || last == RegoLexer.LBRACK) {
            return false;
        }
        if (last == RegoLexer.STRING || last == RegoLexer.RAW_STRING) {
            return type != RegoLexer.RBRACK;
        }
        return !afterDot && (gap || type != RegoLexer.DOT && type != RegoLexer.LBRACK);
    }

    /** Ends the import and gives its path. */
    List<String> close() {
        open = false;
        return path;
    }

    /** Follows the import by one token. */
    void read(int type, String text, int start, int end, boolean gap, int depth) {
        if (open) {
            follow(type, text, start, end, gap);
        } else if (type == RegoLexer.IMPORT && depth == 0 && last != RegoLexer.DOT && last != RegoLexer.PACKAGE) {
            open = true;
            afterImport = true;
            afterDot = false;
            path.clear();
        }
        // A keyword after a dot, or at the start of a path, is a name.
        last = last == RegoLexer.DOT || last == RegoLexer.PACKAGE ? RegoLexer.NAME : type;
    }

    private void follow(int type, String text, int start, int end, boolean gap) {
        if (afterImport) {
            // import.x and import[x] are references.
            open = gap && type != RegoLexer.DOT && type != RegoLexer.LBRACK;
            afterImport = false;
            path.add(text.substring(start, end));
        } else if (afterDot) {
            afterDot = false;
            path.add(text.substring(start, end));
        } else if (type == RegoLexer.DOT) {
            afterDot = true;
        } else if (type == RegoLexer.STRING || type == RegoLexer.RAW_STRING) {
            path.add(text.substring(start + 1, end - 1));
        } else if (type != RegoLexer.LBRACK && type != RegoLexer.RBRACK) {
            open = false;
        }
    }
}
