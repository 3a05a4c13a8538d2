package io.rego4j.internal.yaml;

import io.rego4j.internal.deep.DeepStack;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
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

/** Reads the first document of a YAML text as nodes. */
public final class YamlReader {
    private static final LoadSettings SETTINGS = LoadSettings.builder()
            .setUseMarks(true)
            .setCodePointLimit(Integer.MAX_VALUE)
            .build();
    private static final Pattern COLON = Pattern.compile(":(\\s|$)");
    private static final String LONG_TAG = "tag:yaml.org,2002:";
    /** The depth at which OPA's library fails. */
    private static final int MAX_DEPTH = 10_000;

    private final Iterator<Event> events;
    private final Map<String, YamlNode> anchors = new HashMap<>();
    private final List<YamlEdit> edits = new ArrayList<>();
    private int depth;
    private int flows;
    /** The column that a line must reach to belong to the innermost block collection. */
    private int indent;
    /** The last event of the node that was read last. */
    private @Nullable Event nodeEnd;

    private int lastEnd;

    private final String text;
    private final int[] points;
    private int @Nullable [] offsets;
    private final boolean isData;

    /** @param isData true to read timestamps as strings, as OPA does in data */
    private YamlReader(String text, boolean isData) {
        this.text = text;
        this.isData = isData;
        points = text.codePoints().toArray();
        events = new ParserImpl(SETTINGS, new StreamReader(SETTINGS, text));
    }

    /**
     * Reads METADATA: the first document of a text.
     *
     * @return the document's root; null if the text holds none
     * @throws YamlException if the text is not YAML
     */
    public static @Nullable YamlNode read(String text) throws YamlException {
        return readWhole(text, false, () -> {});
    }

    /**
     * Reads data: the first document; the others must be YAML, too.
     *
     * @param onRead is run each time that the text is parsed: once more after each edit
     */
    static @Nullable YamlNode readData(String text, Runnable onRead) throws YamlException {
        return readWhole(text, true, onRead);
    }

    private static @Nullable YamlNode readWhole(String text, boolean isData, Runnable onRead) throws YamlException {
        try {
            return read(text, isData, onRead);
        } catch (NumberFormatException e) {
            // SnakeYAML Engine's bug with an escape at the end of the text.
            throw new YamlException("yaml: did not find expected hexdecimal number");
        }
    }

    private static @Nullable YamlNode read(String text, boolean isData, Runnable onRead) throws YamlException {
        if (text.startsWith("\uFEFF\uFEFF")) {
            throw new YamlException("yaml: more than one byte order mark is not read here");
        }
        boolean hasKept = YamlSpaces.hasKeptBreak(text);
        YamlNode root = readLines(text, YamlSpaces.withBreaks(text, "\n"), isData, onRead);
        String twice = YamlSpaces.withBreaks(text, "\n\n");
        if (hasKept && !YamlNode.isSame(root, readLines(twice, twice, isData, onRead))) {
            throw new YamlException("yaml: U+2028 and U+2029 inside of a text are not read here");
        }
        return root;
    }

    private static @Nullable YamlNode readLines(String text, String lines, boolean isData, Runnable onRead)
            throws YamlException {
        String ends = text;
        String tabs = lines;
        // Between tokens OPA's library reads a tab as a space; SnakeYAML Engine does not.
        String blanks = lines;
        for (int pass = 0; ; pass++) {
            onRead.run();
            YamlTabs.checkPasses(pass, blanks);
            YamlReader reader = new YamlReader(blanks, isData);
            List<YamlEdit> edits = reader.edits;
            try {
                YamlNode root = isData ? reader.stream() : reader.document();
                if (edits.isEmpty()) {
                    checkTabs(ends, blanks, isData);
                    return root;
                }
            } catch (YamlException e) {
                if (edits.isEmpty()) {
                    throw e;
                }
            } catch (YamlEngineException e) {
                if (edits.isEmpty()) {
                    String repaired = YamlTabs.asBlanks(SETTINGS, e, blanks);
                    if (!repaired.equals(blanks)) {
                        blanks = repaired;
                        continue;
                    }
                    Mark directive = YamlErrors.directiveBehindDocument(e);
                    YamlEdit edit = isData && directive != null
                            ? YamlEdit.documentEnd(blanks, directive)
                            : YamlEdit.repair(SETTINGS, e, blanks);
                    if (edit == null) {
                        return failed(ends, blanks, isData, e);
                    }
                    edits.add(edit);
                }
            }
            // Last one first, so that the offsets of the others stay valid.
            edits.sort(Comparator.comparingInt(YamlEdit::start).reversed());
            for (YamlEdit each : edits) {
                YamlEdit edit = each.resolved(ends);
                ends = edit.applyTo(ends);
                tabs = edit.applyTo(tabs);
            }
            blanks = tabs;
        }
    }

    private static void checkTabs(String tabs, String blanks, boolean isData) throws YamlException {
        try {
            YamlTabs.check(SETTINGS, tabs, blanks, isData);
        } catch (ScannerException e) {
            throw new YamlException(YamlErrors.message(e));
        }
    }

    /** The result for a text with an error that no edit removes. */
    private static @Nullable YamlNode failed(String tabs, String blanks, boolean isData, YamlEngineException fault)
            throws YamlException {
        checkTabs(tabs, blanks, isData);
        Mark directive = YamlErrors.directiveBehindDocument(fault);
        if (directive != null && !isData) {
            return beforeDirective(blanks, directive);
        }
        throw new YamlException(YamlErrors.message(new YamlLookahead(SETTINGS, blanks).reported(fault)));
    }

    /** The document before a directive: YAML 1.2 requires a marker at its end, OPA's library does not. */
    private static @Nullable YamlNode beforeDirective(String text, Mark directive) throws YamlException {
        try {
            ScannerException behind = new YamlLookahead(SETTINGS, text).behind(directive);
            if (behind != null) {
                throw behind;
            }
            return new YamlReader(text.substring(0, text.offsetByCodePoints(0, directive.getIndex())), false)
                    .document();
        } catch (YamlEngineException e) {
            throw new YamlException(YamlErrors.message(e));
        }
    }

    private @Nullable YamlNode document() throws YamlException {
        events.next();
        if (!startsDocument()) {
            return null;
        }
        YamlNode root = node(events.next());
        events.next();
        ScannerException behind = new YamlLookahead(SETTINGS, text).behindDocument();
        if (behind != null) {
            throw behind;
        }
        return root;
    }

    private @Nullable YamlNode stream() throws YamlException {
        YamlNode first = null;
        events.next();
        while (startsDocument()) {
            YamlNode root = node(events.next());
            first = first == null ? root : first;
            lastEnd = offset(events.next().getEndMark());
        }
        return first;
    }

    /** True if another document follows. OPA's library rejects a {@code %YAML} directive of any version but 1.1. */
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
        nodeEnd = event;
        if (event instanceof ScalarEvent scalar) {
            return scalar(scalar);
        } else if (event instanceof AliasEvent alias) {
            String name = name(alias.getAlias(), event);
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
        if (offsets == null) {
            offsets = points.length == text.length() ? new int[0] : offsets();
        }
        return offsets.length == 0 ? point : offsets[point];
    }

    private int[] offsets() {
        int[] at = new int[points.length + 1];
        for (int i = 0; i < points.length; i++) {
            at[i + 1] = at[i] + Character.charCount(points[i]);
        }
        return at;
    }

    private YamlNode scalar(ScalarEvent event) throws YamlException {
        String value = event.getValue();
        if (event.getScalarStyle() == ScalarStyle.DOUBLE_QUOTED) {
            YamlErrors.checkEscapes(event, points);
        } else if (event.getScalarStyle() == ScalarStyle.LITERAL || event.getScalarStyle() == ScalarStyle.FOLDED) {
            YamlErrors.checkMargin(event, text, offset(event.getStartMark()), offset(event.getEndMark()), indent);
        } else if (event.isPlain() && flows > 0) {
            YamlEdit edit = YamlSpaces.plainInFlow(
                    event, text, offset(event.getStartMark()), offset(event.getEndMark()), indent);
            if (edit != null) {
                edits.add(edit);
            }
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
        putAnchor(event.getAnchor(), event, node);
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
        putAnchor(event.getAnchor(), event, node);
        if (++depth > MAX_DEPTH) {
            throw new YamlException("yaml: exceeded max depth of " + MAX_DEPTH);
        }
        int outer = indent;
        flows += event.isFlow() ? 1 : 0;
        indent = event.isFlow()
                ? indent
                : event.getStartMark().map(Mark::getColumn).orElse(0) + 1;
        Event.ID end = mapping ? Event.ID.MappingEnd : Event.ID.SequenceEnd;
        Event next = events.next();
        for (; next.getEventId() != end; next = events.next()) {
            Event child = next;
            if (mapping && !event.isFlow() && node.content.size() % 2 == 1 && child instanceof ScalarEvent) {
                checkColon(child);
            }
            node.content.add(DeepStack.step(YamlException.class, () -> node(child)));
        }
        nodeEnd = next;
        depth--;
        flows -= event.isFlow() ? 1 : 0;
        indent = outer;
        return node;
    }

    private void putAnchor(Optional<Anchor> anchor, Event event, YamlNode node) throws YamlException {
        if (anchor.isPresent()) {
            anchors.put(name(anchor.get(), event), node);
        }
    }

    /** The name of an anchor or alias. OPA's library may end it earlier: then an edit separates the rest, which is a scalar. */
    private String name(Anchor anchor, Event event) throws YamlException {
        String name = YamlErrors.name(anchor, event);
        if (name.length() < anchor.getValue().length()) {
            String written = (event instanceof AliasEvent ? '*' : '&') + anchor.getValue();
            int at = text.indexOf(written, offset(event.getStartMark())) + 1 + name.length();
            edits.removeIf(edit -> edit.start() >= at);
            edits.add(new YamlEdit(at, at, " "));
            throw new YamlException("what follows the name of an anchor is not read before it is written otherwise");
        }
        return name;
    }

    /** Fails if a scalar behind a key has no colon before it, which SnakeYAML Engine accepts. */
    private void checkColon(Event value) {
        int at = YamlSpaces.behindComments(text, nodeEnd == null ? 0 : offset(nodeEnd.getEndMark()));
        boolean isEmpty = offset(value.getStartMark()) == offset(value.getEndMark());
        if (!isEmpty && !COLON.matcher(text).region(at, text.length()).lookingAt()) {
            throw YamlErrors.fault("while parsing a block mapping", value, "did not find expected key");
        }
    }

    private static int line(Event event) {
        return event.getStartMark().map(Mark::getLine).orElse(0) + 1;
    }

    private static String shortTag(String tag) {
        return tag.startsWith(LONG_TAG) ? "!!" + tag.substring(LONG_TAG.length()) : tag;
    }
}
