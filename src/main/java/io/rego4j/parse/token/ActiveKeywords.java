package io.rego4j.parse.token;

import io.rego4j.internal.language.Keywords;
import io.rego4j.parse.ParseOptions;
import io.rego4j.parse.antlr.RegoLexer;
import io.rego4j.source.RegoVersion;
import java.util.List;

/** Which words are keywords: some always, some from a version on, some by import. */
public final class ActiveKeywords {
    private static final int MAX_LENGTH = 8;

    private final RegoVersion version;
    private final ParseOptions options;
    private boolean ifs;
    private boolean contains;
    private boolean in;
    private boolean every;
    private boolean and;
    private boolean or;
    private boolean notBodies;

    ActiveKeywords(ParseOptions options) {
        version = options.version();
        this.options = options;
        if (version.isAtLeast(RegoVersion.V1)) {
            Keywords.OF_V1.forEach(this::enable);
        }
        if (version.isAtLeast(RegoVersion.V2)) {
            Keywords.OF_V2.forEach(this::enable);
        }
    }

    /** Makes the words keywords that an import of this path brings. */
    void imported(List<String> path) {
        if (path.size() == 2 && path.get(0).equals("rego")) {
            if (path.get(1).equals("v1") && version != RegoVersion.V1) {
                Keywords.OF_V1.forEach(this::enable);
            } else if (path.get(1).equals("v2")) {
                Keywords.OF_V1.forEach(this::enable);
                Keywords.OF_V2.forEach(this::enable);
            }
        } else if (path.size() >= 2
                && path.get(0).equals("future")
                && path.get(1).equals("keywords")) {
            for (String keyword : LanguageFeatures.importableKeywords(options)) {
                if (path.size() != 3 || path.get(2).equals(keyword)) {
                    enable(keyword);
                }
            }
        }
    }

    private void enable(String keyword) {
        switch (keyword) {
            case "if" -> ifs = true;
            case "contains" -> contains = true;
            case "in" -> in = true;
            case "every" -> {
                every = true;
                in = true;
            }
            case "and" -> and = true;
            case "or" -> or = true;
            case "not" -> notBodies = true;
            default -> {}
        }
    }

    boolean isLogical() {
        return and || or;
    }

    boolean hasNotBodies() {
        return notBodies;
    }

    /** The type of a word: a keyword's that is known here, or {@code NAME}. */
    int typeOf(String text, int start, int end) {
        int length = end - start;
        if (length < 2 || length > MAX_LENGTH) {
            return RegoLexer.NAME;
        }
        return switch (text.charAt(start)) {
            case 'i' ->
                length == 2 && text.charAt(start + 1) == 'f'
                        ? ifs ? RegoLexer.IF : RegoLexer.NAME
                        : length == 2 && text.charAt(start + 1) == 'n'
                                ? in ? RegoLexer.IN : RegoLexer.NAME
                                : is(text, start, end, "import", RegoLexer.IMPORT);
            case 'a' ->
                length == 2
                        ? is(text, start, end, "as", RegoLexer.AS)
                        : and ? is(text, start, end, "and", RegoLexer.AND) : RegoLexer.NAME;
            case 'o' -> or ? is(text, start, end, "or", RegoLexer.OR) : RegoLexer.NAME;
            case 'c' -> contains ? is(text, start, end, "contains", RegoLexer.CONTAINS) : RegoLexer.NAME;
            case 'e' ->
                length == 4
                        ? is(text, start, end, "else", RegoLexer.ELSE)
                        : every ? is(text, start, end, "every", RegoLexer.EVERY) : RegoLexer.NAME;
            case 'p' -> is(text, start, end, "package", RegoLexer.PACKAGE);
            case 'd' -> is(text, start, end, "default", RegoLexer.DEFAULT);
            case 'n' ->
                length == 3 ? is(text, start, end, "not", RegoLexer.NOT) : is(text, start, end, "null", RegoLexer.NULL);
            case 's' -> is(text, start, end, "some", RegoLexer.SOME);
            case 'w' -> is(text, start, end, "with", RegoLexer.WITH);
            case 't' -> is(text, start, end, "true", RegoLexer.TRUE);
            case 'f' -> is(text, start, end, "false", RegoLexer.FALSE);
            default -> RegoLexer.NAME;
        };
    }

    private static int is(String text, int start, int end, String keyword, int type) {
        return end - start == keyword.length() && text.startsWith(keyword, start) ? type : RegoLexer.NAME;
    }
}
