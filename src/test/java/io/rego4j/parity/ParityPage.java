package io.rego4j.parity;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code docs/parity.md}: its table, and what it says that the table was made with. */
record ParityPage(String text) {
    private static final Pattern TABLE = Pattern.compile("(<!-- table -->\n```\n)(.*?)(```\n)", Pattern.DOTALL);
    private static final Pattern MADE_WITH = Pattern.compile("compared with OPA ([\\d.]+) on the ([\\d,]+) modules");

    String table() {
        return found(TABLE).group(2);
    }

    /** The version of OPA that the table was made with. */
    String version() {
        return found(MADE_WITH).group(1);
    }

    /** The page with another table. */
    ParityPage with(String table, String version, int modules) {
        String made = String.format(Locale.ROOT, "compared with OPA %s on the %,d modules", version, modules);
        String page = found(MADE_WITH).replaceFirst(Matcher.quoteReplacement(made));
        return new ParityPage(TABLE.matcher(page).replaceFirst("$1" + Matcher.quoteReplacement(table) + "$3"));
    }

    private Matcher found(Pattern pattern) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new IllegalStateException("docs/parity.md has nothing of the form " + pattern);
        }
        return matcher;
    }
}
