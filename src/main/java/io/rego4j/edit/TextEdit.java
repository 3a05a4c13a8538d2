package io.rego4j.edit;

import io.rego4j.source.Span;
import java.util.Objects;

/**
 * One change of a text.
 *
 * @param span what is replaced; empty where something is put in
 * @param text what stands there afterwards
 */
public record TextEdit(Span span, String text) {
    public TextEdit {
        Objects.requireNonNull(span, "span");
        Objects.requireNonNull(text, "text");
    }
}
