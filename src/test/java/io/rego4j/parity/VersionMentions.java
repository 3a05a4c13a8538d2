package io.rego4j.parity;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a page names the version of OPA that rego4j follows. Two kinds of mentions stay as they are: a paragraph or table below
 * the line {@code <!-- measured -->} names the one that it was measured with, and what a change log says of a release was so.
 */
final class VersionMentions {
    static final String MEASURED = "<!-- measured -->";

    private static final Pattern VERSION = Pattern.compile("(?<![\\d.])1\\.\\d\\d+\\.\\d+(?![\\d.]*\\d)");
    private static final Pattern BLOCK = Pattern.compile("(?s).+?(?:\\n\\n|\\z)");

    /** The first heading of a release that is out. */
    private static final Pattern RELEASED = Pattern.compile("(?m)^## \\d+\\.\\d+\\.\\d+(?!.*not yet released)");

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

    /** The paragraphs and tables; all that is fixed for good is the last one. */
    private static List<String> blocks(String page) {
        Matcher released = RELEASED.matcher(page);
        int end = released.find() ? released.start() : page.length();
        List<String> blocks = new ArrayList<>();
        BLOCK.matcher(page.substring(0, end)).results().forEach(block -> blocks.add(block.group()));
        blocks.add(page.substring(end));
        return blocks;
    }

    private static boolean isFixed(String block) {
        return block.contains(MEASURED) || RELEASED.matcher(block).lookingAt();
    }
}
