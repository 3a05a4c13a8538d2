package io.rego4j.edit;

import io.rego4j.source.Source;
import io.rego4j.source.Span;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A text with its changes.
 *
 * @param source the text as it was
 * @param edits the changes in the order of their places; no two overlap
 * @param text the text as it is afterwards
 */
public record EditedText(Source source, List<TextEdit> edits, String text) {
    public EditedText {
        edits = List.copyOf(edits);
    }

    /**
     * Makes changes in a text; those that change nothing are left out, and so are replacements that are there twice. What is
     * put in at one place stands there in the order of the changes.
     *
     * @throws IllegalArgumentException if two changes overlap, or one is of another text
     */
    public static EditedText of(Source source, Collection<TextEdit> edits) {
        Set<TextEdit> seen = new HashSet<>();
        List<TextEdit> sorted = edits.stream()
                .filter(edit -> !edit.span().text().equals(edit.text()))
                .filter(edit -> edit.span().start() == edit.span().end() || seen.add(edit))
                .sorted(Comparator.comparingInt((TextEdit edit) -> edit.span().start())
                        .thenComparingInt(edit -> edit.span().end()))
                .toList();
        StringBuilder text = new StringBuilder();
        int at = 0;
        for (TextEdit edit : sorted) {
            if (edit.span().source() != source || edit.span().start() < at) {
                throw new IllegalArgumentException("two changes overlap, or one is of another text: " + edit.span());
            }
            text.append(source.text(), at, edit.span().start()).append(edit.text());
            at = edit.span().end();
        }
        text.append(source.text(), at, source.text().length());
        return new EditedText(source, sorted, text.toString());
    }

    /** A text and what it became, with one change that covers all differences. */
    public static EditedText between(Source before, String after) {
        return of(before, before.text().equals(after) ? List.of() : List.of(difference(before, after)));
    }

    /** The texts that differ between two states of a set, each with one change that covers all of its differences. */
    static List<EditedText> between(PolicySet before, PolicySet after) {
        List<EditedText> texts = new ArrayList<>();
        for (int i = 0; i < before.modules().size(); i++) {
            Source old = before.modules().get(i).origin().source();
            Source now = after.modules().get(i).origin().source();
            if (old != null && now != null && !old.text().equals(now.text())) {
                texts.add(between(old, now.text()));
            }
        }
        return texts;
    }

    private static TextEdit difference(Source source, String now) {
        String old = source.text();
        int most = Math.min(old.length(), now.length());
        int start = 0;
        while (start < most && old.charAt(start) == now.charAt(start)) {
            start++;
        }
        int end = 0;
        while (end < most - start && old.charAt(old.length() - 1 - end) == now.charAt(now.length() - 1 - end)) {
            end++;
        }
        return new TextEdit(Span.of(source, start, old.length() - end), now.substring(start, now.length() - end));
    }

    /** True if the text is another one than before. */
    public boolean isChanged() {
        return !text.equals(source.text());
    }

    /** The text as it is afterwards, under the name that it had. */
    public Source after() {
        return Source.of(source.name(), text);
    }
}
