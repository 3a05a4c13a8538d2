package io.rego4j.internal.yaml;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.ScannerException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/** The first document of a YAML text, as nodes. */
public final class YamlReader {
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
    private int flows;
    private int lastEnd;
    /** The columns of the collections in blocks around a node. */
    private final Deque<Integer> columns = new ArrayDeque<>();

    private final String text;
    private int @Nullable [] points;
    private final boolean isData;

    /** @param isData true to take what looks like a time for a text, as OPA does in data */
    private YamlReader(String text, boolean isData) {
        this.text = text;
        this.isData = isData;
        events = new ParserImpl(SETTINGS, new StreamReader(SETTINGS, text));
    }

    /**
     * Reads a text.
     *
     * @return the document's root; null if the text holds none
     * @throws YamlException if the text is not YAML
     */
    public static @Nullable YamlNode read(String text) throws YamlException {
        return read(text, false);
    }

    /** The first document of data: what follows it must be YAML, too. */
    static @Nullable YamlNode readData(String text) throws YamlException {
        return read(text, true);
    }

    private static @Nullable YamlNode read(String text, boolean isData) throws YamlException {
        YamlNode root = readLines(YamlSpaces.withBreaks(text, "\n"), isData);
        if (YamlSpaces.hasKeptBreak(text)
                && !YamlNode.isSame(root, readLines(YamlSpaces.withBreaks(text, "\n\n"), isData))) {
            throw new YamlException("yaml: U+2028 and U+2029 inside of a text are not read here");
        }
        return root;
    }

    private static @Nullable YamlNode readLines(String text, boolean isData) throws YamlException {
        String spaced = text;
        while (true) {
            try {
                return isData ? stream(spaced) : document(spaced);
            } catch (YamlSpaces.Rewritten e) {
                spaced = e.text();
            } catch (YamlEngineException e) {
                Mark directive = YamlErrors.directiveBehindDocument(e);
                if (directive != null && !isData) {
                    return beforeDirective(spaced, directive);
                }
                int comment = YamlErrors.commentAfterIndicator(e, spaced);
                if (comment >= 0) {
                    spaced = spaced.substring(0, comment) + " " + spaced.substring(comment);
                    continue;
                }
                String escaped = YamlErrors.withOtherEscape(e, spaced);
                if (escaped != null) {
                    spaced = escaped;
                    continue;
                }
                int tab = YamlErrors.tabBetweenTokens(e, spaced);
                tab = tab < 0 ? YamlSpaces.tabBehindPlain(SETTINGS, e, spaced) : tab;
                if (tab < 0) {
                    throw new YamlException(YamlErrors.message(new YamlLookahead(SETTINGS, spaced).instead(e)));
                }
                // Between tokens OPA's library takes a tab for a blank; this one does not.
                spaced = spaced.substring(0, tab) + " " + spaced.substring(tab + 1);
            }
        }
    }

    /** The document before a directive: YAML 1.2 wants its end marked, OPA's library does not. */
    private static @Nullable YamlNode beforeDirective(String text, Mark directive) throws YamlException {
        try {
            ScannerException behind = new YamlLookahead(SETTINGS, text).behind(directive);
            if (behind != null) {
                throw behind;
            }
            return document(text.substring(0, text.offsetByCodePoints(0, directive.getIndex())));
        } catch (YamlEngineException e) {
            throw new YamlException(YamlErrors.message(e));
        }
    }

    private static @Nullable YamlNode document(String text) throws YamlException {
        YamlReader reader = new YamlReader(text, false);
        reader.events.next();
        if (!reader.startsDocument()) {
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

    private static @Nullable YamlNode stream(String text) throws YamlException {
        YamlReader reader = new YamlReader(text, true);
        YamlNode first = null;
        reader.events.next();
        while (reader.startsDocument()) {
            YamlNode root = reader.node(reader.events.next());
            first = first == null ? root : first;
            reader.lastEnd = reader.offset(reader.events.next().getEndMark());
        }
        return first;
    }

    /** True if another document follows. OPA's library reads YAML 1.1 only, where a document says which it is. */
    private boolean startsDocument() throws YamlException {
        Event event = events.next();
        if (event instanceof DocumentStartEvent start) {
            if (start.getSpecVersion()
                    .filter(version -> version.getMinor() != 1)
                    .isPresent()) {
                throw new YamlException("yaml: found incompatible YAML document");
            }
            YamlErrors.checkDirectives(start, text.substring(lastEnd, offset(start.getEndMark())));
            return true;
        }
        return false;
    }

    private YamlNode node(Event event) throws YamlException {
        if (event instanceof ScalarEvent scalar) {
            return scalar(scalar);
        } else if (event instanceof AliasEvent alias) {
            String name = YamlErrors.name(alias.getAlias(), event);
            YamlNode target = anchors.get(name);
            if (target == null) {
                throw new YamlException("yaml: unknown anchor '" + name + "' referenced");
            }
            return new YamlNode(YamlNode.Kind.ALIAS, "", name, line(event), target);
        }
        return collection((CollectionStartEvent) event);
    }

    /** The offset of a mark, which counts code points. */
    private int offset(Optional<Mark> mark) {
        int point = mark.map(Mark::getIndex).orElse(0);
        return points().length == text.length() ? point : text.offsetByCodePoints(0, point);
    }

    private int[] points() {
        if (points == null) {
            points = text.codePoints().toArray();
        }
        return points;
    }

    private YamlNode scalar(ScalarEvent event) throws YamlException {
        String value = event.getValue();
        if (event.getScalarStyle() == ScalarStyle.DOUBLE_QUOTED) {
            YamlErrors.checkEscapes(event, points());
        } else if (event.getScalarStyle() == ScalarStyle.LITERAL || event.getScalarStyle() == ScalarStyle.FOLDED) {
            YamlErrors.checkMargin(event, text, offset(event.getStartMark()), offset(event.getEndMark()));
        } else if (event.isPlain()) {
            int least = columns.isEmpty() ? 0 : columns.peek() + 1;
            YamlSpaces.checkPlain(
                    event, text, offset(event.getStartMark()), offset(event.getEndMark()), flows > 0, least);
        }
        String tag = event.getTag().map(YamlReader::shortTag).orElse("!");
        if (tag.equals("!")) {
            if (!event.isPlain()) {
                tag = YamlScalar.STR;
            } else if (value.equals("<<")) {
                tag = YamlScalar.MERGE;
            } else {
                tag = YamlScalar.resolve("", value).tag();
                tag = isData && tag.equals(YamlScalar.TIMESTAMP) ? YamlScalar.STR : tag;
            }
        }
        YamlNode node = new YamlNode(YamlNode.Kind.SCALAR, tag, value, line(event), null);
        remember(event.getAnchor(), event, node);
        return node;
    }

    private YamlNode collection(CollectionStartEvent event) throws YamlException {
        boolean mapping = event instanceof MappingStartEvent;
        String tag = event.getTag().map(YamlReader::shortTag).orElse("!");
        if (tag.equals("!")) {
            tag = mapping ? "!!map" : "!!seq";
        }
        YamlNode node =
                new YamlNode(mapping ? YamlNode.Kind.MAPPING : YamlNode.Kind.SEQUENCE, tag, "", line(event), null);
        remember(event.getAnchor(), event, node);
        if (++depth > MAX_DEPTH) {
            throw new YamlException("yaml: exceeded max depth of " + MAX_DEPTH);
        }
        boolean isFlow = event.isFlow();
        flows += isFlow ? 1 : 0;
        if (!isFlow) {
            columns.push(event.getStartMark().map(Mark::getColumn).orElse(0));
        }
        Event.ID end = mapping ? Event.ID.MappingEnd : Event.ID.SequenceEnd;
        for (Event next = events.next(); next.getEventId() != end; next = events.next()) {
            node.content.add(node(next));
        }
        depth--;
        flows -= isFlow ? 1 : 0;
        if (!isFlow) {
            columns.pop();
        }
        return node;
    }

    private void remember(Optional<Anchor> anchor, Event event, YamlNode node) {
        anchor.ifPresent(name -> anchors.put(YamlErrors.name(name, event), node));
    }

    private static int line(Event event) {
        return event.getStartMark().map(Mark::getLine).orElse(0) + 1;
    }

    private static String shortTag(String tag) {
        return tag.startsWith(LONG_TAG) ? "!!" + tag.substring(LONG_TAG.length()) : tag;
    }
}
