package io.rego4j.parity;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a page names the version of OPA that rego4j follows. A paragraph or table below the line {@code <!-- measured -->} names
 * the one that it was measured with, which stays; so does what the change log says of releases.
 */
final class VersionMentions {
    static final String MEASURED = "<!-- measured -->";

    private static final Pattern VERSION = Pattern.compile("(?<![\\d.])1\\.\\d\\d+\\.\\d+(?![\\d.]*\\d)");
    private static final Pattern BLOCK = Pattern.compile("(?s).+?(?:\\n\\n|\\z)");

    private VersionMentions() {}

    /** The versions that a page names as the one that is followed. */
    static List<String> in(String page) {
        List<String> found = new ArrayList<>();
        for (String block : blocks(page)) {
            Matcher version = VERSION.matcher(block);
            while (!isFixed(block) && version.find()) {
                found.add(version.group());
            }
        }
        return found;
    }

    /** The page, naming another version. */
    static String move(String page, String before, String after) {
        StringBuilder moved = new StringBuilder();
        for (String block : blocks(page)) {
            moved.append(
                    isFixed(block)
                            ? block
                            : VERSION.matcher(block)
                                    .replaceAll(found -> found.group().equals(before) ? after : found.group()));
        }
        return moved.toString();
    }

    private static List<String> blocks(String page) {
        return BLOCK.matcher(page).results().map(block -> block.group()).toList();
    }

    private static boolean isFixed(String block) {
        return block.contains(MEASURED);
    }
}
