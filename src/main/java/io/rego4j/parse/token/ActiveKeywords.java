package io.rego4j.parse.token;

import io.rego4j.internal.language.Keywords;
import io.rego4j.parse.ParseOptions;
import io.rego4j.parse.antlr.RegoLexer;
import io.rego4j.source.RegoVersion;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Which words are keywords: some always, some from a version on, some by import. */
public final class ActiveKeywords {
    private static final Map<String, Integer> TYPES = TokenTypes.keywordTypes();
    /** The types of the keywords by their first letter, so that few are compared. */
    private static final int[][] BY_LETTER = byLetter();
    /** The words by their types. */
    private static final String[] WORDS = words();

    private final ParseOptions options;
    /** A bit for the type of each word that is a keyword here. */
    private long active;

    private boolean notBodies;

    ActiveKeywords(ParseOptions options) {
        this.options = options;
        options.version().keywords().forEach(keyword -> active |= bit(keyword));
        notBodies = options.version().isAtLeast(RegoVersion.V2);
    }

    /** Makes the words keywords that an import of this path brings. */
    void imported(List<String> path) {
        if (path.size() == 2 && path.get(0).equals("rego")) {
            if (path.get(1).equals("v1") && options.version() != RegoVersion.V1) {
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
        active |= bit(keyword);
        if (keyword.equals("every")) {
            active |= bit("in");
        }
        notBodies |= keyword.equals("not");
    }

    boolean isLogical() {
        return (active & (1L << RegoLexer.AND | 1L << RegoLexer.OR)) != 0;
    }

    boolean hasNotBodies() {
        return notBodies;
    }

    /** The type of a word: a keyword's that is known here, or {@code NAME}. */
    int typeOf(String text, int start, int end) {
        int letter = text.charAt(start) - 'a';
        if (letter < 0 || letter >= BY_LETTER.length) {
            return RegoLexer.NAME;
        }
        for (int type : BY_LETTER[letter]) {
            if (WORDS[type].length() == end - start && text.startsWith(WORDS[type], start)) {
                return (active >>> type & 1) == 0 ? RegoLexer.NAME : type;
            }
        }
        return RegoLexer.NAME;
    }

    private static long bit(String keyword) {
        return 1L << Objects.requireNonNull(TYPES.get(keyword));
    }

    // A stream of its entries would make a comparator that no class archive holds: milliseconds of each start.
    private static int[][] byLetter() {
        int[][] types = new int['z' - 'a' + 1][0];
        for (Map.Entry<String, Integer> each : TYPES.entrySet()) {
            int letter = each.getKey().charAt(0) - 'a';
            int[] longer = Arrays.copyOf(types[letter], types[letter].length + 1);
            longer[longer.length - 1] = each.getValue();
            types[letter] = longer;
        }
        return types;
    }

    private static String[] words() {
        String[] words = new String[Long.SIZE];
        TYPES.forEach((word, type) -> words[type] = word);
        return words;
    }
}
