package io.rego4j.yaml;

import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.parser.Parser;

/** A YAML parser that refuses deeper nesting than OPA reads, so that the library's recursion does not overflow the stack. */
final class DepthLimit implements Parser {
    /** The deepest nesting that OPA reads. */
    private static final int MAX = 10_000;

    private final Parser parser;
    private int depth;

    DepthLimit(Parser parser) {
        this.parser = parser;
    }

    /** An upper bound of the depth of a text: each collection has at least one of these characters. */
    static long levels(String text) {
        return text.chars().filter(c -> "[{:-?".indexOf(c) >= 0).limit(MAX).count();
    }

    @Override
    public boolean checkEvent(Event.ID choice) {
        return parser.checkEvent(choice);
    }

    @Override
    public Event peekEvent() {
        return parser.peekEvent();
    }

    @Override
    public boolean hasNext() {
        return parser.hasNext();
    }

    @Override
    public Event next() {
        Event event = parser.next();
        switch (event.getEventId()) {
            case SequenceStart, MappingStart -> depth++;
            case SequenceEnd, MappingEnd -> depth--;
            default -> {}
        }
        if (depth > MAX) {
            throw new YamlEngineException("nested more than " + MAX + " levels deep");
        }
        return event;
    }
}
