package io.rego4j.parse.metadata;

import io.rego4j.internal.go.YamlScalar;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.ScannerException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/** The first document of a YAML text, as nodes. */
final class YamlReader {
    private static final LoadSettings SETTINGS = LoadSettings.builder()
            .setUseMarks(true)
            .setCodePointLimit(Integer.MAX_VALUE)
            .build();
    private static final String LONG_TAG = "tag:yaml.org,2002:";
    /** The depth at which OPA's library stops. */
    private static final int MAX_DEPTH = 10_000;

    private final Iterator<Event> events;
    private final Map<String, YamlNode> anchors = new HashMap<>();
    private int depth;

    private YamlReader(String text) {
        events = new ParserImpl(SETTINGS, new StreamReader(SETTINGS, text));
    }

    /**
     * Reads a text.
     *
     * @return the document's root; null if the text holds none
     * @throws MetadataException if the text is not YAML
     */
    static @Nullable YamlNode read(String text) throws MetadataException {
        String spaced = text;
        while (true) {
            try {
                return document(spaced);
            } catch (YamlEngineException e) {
                Mark directive = YamlErrors.directiveBehindDocument(e);
                if (directive != null) {
                    return beforeDirective(spaced, directive);
                }
                int comment = YamlErrors.commentAfterIndicator(e, spaced);
                if (comment >= 0) {
                    spaced = spaced.substring(0, comment) + " " + spaced.substring(comment);
                    continue;
                }
                int tab = YamlErrors.tabBetweenTokens(e, spaced);
                if (tab < 0) {
                    throw new MetadataException(YamlErrors.message(new YamlLookahead(SETTINGS, spaced).instead(e)));
                }
                // Between tokens OPA's library takes a tab for a blank; this one does not.
                spaced = spaced.substring(0, tab) + " " + spaced.substring(tab + 1);
            }
        }
    }

    /** The document before a directive: YAML 1.2 wants its end marked, OPA's library does not. */
    private static @Nullable YamlNode beforeDirective(String text, Mark directive) throws MetadataException {
        try {
            ScannerException behind = new YamlLookahead(SETTINGS, text).behind(directive);
            if (behind != null) {
                throw behind;
            }
            return document(text.substring(0, text.offsetByCodePoints(0, directive.getIndex())));
        } catch (YamlEngineException e) {
            throw new MetadataException(YamlErrors.message(e));
        }
    }

    private static @Nullable YamlNode document(String text) throws MetadataException {
        YamlReader reader = new YamlReader(text);
        reader.events.next();
        if (reader.events.next().getEventId() != Event.ID.DocumentStart) {
            return null;
        }
        YamlNode root = reader.node(reader.events.next());
        reader.events.next();
        ScannerException behind = new YamlLookahead(SETTINGS, text).behindDocument();
        if (behind != null) {
            throw behind;
        }
        return root;
    }

    private YamlNode node(Event event) throws MetadataException {
        if (event instanceof ScalarEvent scalar) {
            return scalar(scalar);
        } else if (event instanceof AliasEvent alias) {
            String name = alias.getAlias().getValue();
            YamlNode target = anchors.get(name);
            if (target == null) {
                throw new MetadataException("yaml: unknown anchor '" + name + "' referenced");
            }
            return new YamlNode(YamlNode.Kind.ALIAS, "", name, line(event), target);
        }
        return collection((CollectionStartEvent) event);
    }

    private YamlNode scalar(ScalarEvent event) throws MetadataException {
        String value = event.getValue();
        String tag = event.getTag().map(YamlReader::shortTag).orElse("!");
        if (tag.equals("!")) {
            if (!event.isPlain()) {
                tag = YamlScalar.STR;
            } else if (value.equals("<<")) {
                tag = YamlScalar.MERGE;
            } else {
                tag = YamlScalar.resolve("", value).tag();
            }
        }
        YamlNode node = new YamlNode(YamlNode.Kind.SCALAR, tag, value, line(event), null);
        remember(event.getAnchor(), node);
        return node;
    }

    private YamlNode collection(CollectionStartEvent event) throws MetadataException {
        boolean mapping = event instanceof MappingStartEvent;
        String tag = event.getTag().map(YamlReader::shortTag).orElse("!");
        if (tag.equals("!")) {
            tag = mapping ? "!!map" : "!!seq";
        }
        YamlNode node =
                new YamlNode(mapping ? YamlNode.Kind.MAPPING : YamlNode.Kind.SEQUENCE, tag, "", line(event), null);
        remember(event.getAnchor(), node);
        if (++depth > MAX_DEPTH) {
            throw new MetadataException("yaml: exceeded max depth of " + MAX_DEPTH);
        }
        Event.ID end = mapping ? Event.ID.MappingEnd : Event.ID.SequenceEnd;
        for (Event next = events.next(); next.getEventId() != end; next = events.next()) {
            node.content.add(node(next));
        }
        depth--;
        return node;
    }

    private void remember(Optional<Anchor> anchor, YamlNode node) {
        anchor.ifPresent(name -> anchors.put(name.getValue(), node));
    }

    private static int line(Event event) {
        return event.getStartMark().map(Mark::getLine).orElse(0) + 1;
    }

    private static String shortTag(String tag) {
        return tag.startsWith(LONG_TAG) ? "!!" + tag.substring(LONG_TAG.length()) : tag;
    }
}
