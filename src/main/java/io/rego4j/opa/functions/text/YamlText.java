package io.rego4j.opa.functions.text;

import io.rego4j.internal.go.GoText;
import io.rego4j.internal.go.YamlScalar;
import io.rego4j.opa.builtins.BuiltinContext;
import io.rego4j.opa.builtins.BuiltinException;
import io.rego4j.opa.builtins.EvaluationException;
import io.rego4j.opa.value.ArrayValue;
import io.rego4j.opa.value.BigFloat;
import io.rego4j.opa.value.BooleanValue;
import io.rego4j.opa.value.NullValue;
import io.rego4j.opa.value.NumberValue;
import io.rego4j.opa.value.ObjectValue;
import io.rego4j.opa.value.StringValue;
import io.rego4j.opa.value.Value;
import java.math.BigInteger;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.ConstructNode;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.ParserException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.resolver.ScalarResolver;
import org.snakeyaml.engine.v2.scanner.StreamReader;
import org.snakeyaml.engine.v2.schema.Schema;

/** YAML as OPA reads it: the first document, as the JSON that it stands for ({@code internal/yaml}). */
final class YamlText {
    private static final int FLOAT32_PRECISION = 24;
    private static final String CORE = "tag:yaml.org,2002:";
    private static final Tag PLAIN = new Tag("!plain");
    private static final LoadSettings SETTINGS = LoadSettings.builder()
            .setSchema(new Untyped())
            .setAllowDuplicateKeys(true)
            .setMaxAliasesForCollections(Integer.MAX_VALUE)
            .setCodePointLimit(Integer.MAX_VALUE)
            .build();

    /** Leaves the types of scalars to us: OPA's library has rules of its own. */
    private static final class Untyped implements Schema {
        @Override
        public ScalarResolver getScalarResolver() {
            return (text, implicit) -> implicit ? PLAIN : Tag.STR;
        }

        @Override
        public Map<Tag, ConstructNode> getSchemaTagConstructors() {
            return Map.of();
        }
    }

    private final BuiltinContext context;
    private final Set<Node> open = new HashSet<>();

    private YamlText(BuiltinContext context) {
        this.context = context;
    }

    static Value read(BuiltinContext context, String text) throws BuiltinException {
        if (text.codePoints().anyMatch(c -> c == 0x85 || c == 0x2028 || c == 0x2029)) {
            throw new EvaluationException(
                    EvaluationException.UNSUPPORTED, "YAML with the line ends of Unicode is not in this engine");
        }
        Node first = null;
        try {
            Iterator<Node> documents =
                    new Composer(SETTINGS, new ParserImpl(SETTINGS, new StreamReader(SETTINGS, text)));
            while (documents.hasNext()) {
                Node document = documents.next();
                first = first == null ? document : first;
            }
        } catch (YamlEngineException e) {
            if (String.valueOf(e.getMessage()).contains("(TAB)")) {
                throw new EvaluationException(
                        EvaluationException.UNSUPPORTED, "YAML with a tab before a value is not in this engine");
            }
            throw BuiltinException.of("yaml: " + words(e));
        }
        return first == null ? NullValue.NULL : new YamlText(context).value(first);
    }

    /** Both libraries are made after one in C, which says these words with the line of the token that it met. */
    private static String words(YamlEngineException e) {
        if (e instanceof ParserException parser
                && parser.getProblem().startsWith("expected ',' or ")
                && parser.getProblemMark().isPresent()) {
            Mark mark = parser.getProblemMark().get();
            // The end of the text is at the beginning of a line.
            boolean isAtEnd = mark.getPointer() >= mark.getBuffer().length && mark.getColumn() > 0;
            int line = mark.getLine() + (isAtEnd ? 1 : 0);
            String wanted = parser.getProblem().replaceFirst(", but got.*", "");
            return (line > 0 ? "line " + line + ": " : "") + "did not find " + wanted;
        }
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }

    private Value value(Node node) throws BuiltinException {
        // Aliases can stand for much more than there is text.
        context.allocate(Long.SIZE);
        context.checkDeadline();
        if (node instanceof ScalarNode scalar) {
            return scalar(scalar);
        } else if (!open.add(node)) {
            throw BuiltinException.of("yaml: anchor contains itself");
        }
        Value value = node instanceof SequenceNode sequence ? sequence(sequence) : mapping((MappingNode) node);
        open.remove(node);
        return value;
    }

    private Value sequence(SequenceNode sequence) throws BuiltinException {
        ArrayValue.Builder items = new ArrayValue.Builder();
        for (Node item : sequence.getValue()) {
            items.add(value(item));
        }
        return items.build();
    }

    private Value mapping(MappingNode mapping) throws BuiltinException {
        ObjectValue.Builder members = new ObjectValue.Builder();
        for (NodeTuple pair : mapping.getValue()) {
            if (isMerge(pair.getKeyNode())) {
                merge(members, pair.getValueNode());
            }
        }
        for (NodeTuple pair : mapping.getValue()) {
            if (!isMerge(pair.getKeyNode())) {
                members.put(key(pair.getKeyNode()), value(pair.getValueNode()));
            }
        }
        return members.build();
    }

    private static boolean isMerge(Node key) {
        return key instanceof ScalarNode scalar
                && scalar.getScalarStyle() == ScalarStyle.PLAIN
                && scalar.getValue().equals("<<");
    }

    /** Of several mappings that are merged, the first one that has a key counts. */
    private void merge(ObjectValue.Builder members, Node merged) throws BuiltinException {
        if (merged instanceof SequenceNode sequence) {
            for (Node item : sequence.getValue()) {
                merge(members, item);
            }
        } else if (merged instanceof MappingNode) {
            ((ObjectValue) value(merged)).forEach((key, value) -> {
                if (members.get(key) == null) {
                    members.put(key, value);
                }
            });
        } else {
            throw BuiltinException.of("yaml: map merge requires map or sequence of maps as the value");
        }
    }

    private StringValue key(Node node) throws BuiltinException {
        Object key = node instanceof ScalarNode scalar ? decoded(scalar) : null;
        if (key instanceof String text) {
            return StringValue.of(text);
        } else if (key instanceof BigInteger || key instanceof Boolean) {
            return StringValue.of(key.toString());
        } else if (key instanceof Double number && Double.isFinite(number)) {
            return StringValue.of(BigFloat.parse(BigFloat.of(number).shortest().plain(), FLOAT32_PRECISION)
                    .shortest()
                    .general());
        } else if (key instanceof Double number) {
            return StringValue.of(number.isNaN() ? ".nan" : number > 0 ? ".inf" : "-.inf");
        }
        throw BuiltinException.of("yaml: unsupported map key");
    }

    private static Value scalar(ScalarNode scalar) throws BuiltinException {
        Object value = decoded(scalar);
        if (value == null) {
            return NullValue.NULL;
        } else if (value instanceof Boolean flag) {
            return BooleanValue.of(flag);
        } else if (value instanceof BigInteger number) {
            return NumberValue.of(number);
        } else if (value instanceof Double number) {
            if (!Double.isFinite(number)) {
                throw BuiltinException.of(
                        "json: unsupported value: " + (number.isNaN() ? "NaN" : number > 0 ? "+Inf" : "-Inf"));
            }
            return NumberValue.parse(GoText.number(number));
        }
        return StringValue.of(value instanceof YamlScalar.Time time ? time.json() : value.toString());
    }

    private static @Nullable Object decoded(ScalarNode scalar) throws BuiltinException {
        boolean guessed = scalar.getTag().equals(PLAIN);
        String tag = scalar.getTag().getValue();
        String wanted = guessed ? "" : tag.startsWith(CORE) ? "!!" + tag.substring(CORE.length()) : tag;
        try {
            YamlScalar resolved = YamlScalar.resolve(wanted, scalar.getValue());
            if (resolved.tag().equals(YamlScalar.BINARY)) {
                return Encodings.text(Encodings.decodeBase64(scalar.getValue()));
            }
            // A time without a tag stays what was written.
            return guessed && resolved.value() instanceof YamlScalar.Time ? scalar.getValue() : resolved.value();
        } catch (IllegalArgumentException e) {
            throw BuiltinException.of(String.valueOf(e.getMessage()));
        }
    }
}
