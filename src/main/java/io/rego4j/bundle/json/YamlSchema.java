package io.rego4j.bundle.json;

import io.rego4j.internal.go.YamlScalar;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.snakeyaml.engine.v2.api.ConstructNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.resolver.ScalarResolver;
import org.snakeyaml.engine.v2.schema.Schema;

/** The scalars of data as OPA's library reads them: {@code 017} is 15, {@code 1_000} is 1000, and a time stays its text. */
final class YamlSchema implements Schema {
    private static final Tag TIMESTAMP = new Tag(Tag.PREFIX + "timestamp");
    private static final Map<String, Tag> TAGS = Map.of(
            YamlScalar.NULL, Tag.NULL,
            YamlScalar.BOOL, Tag.BOOL,
            YamlScalar.INT, Tag.INT,
            YamlScalar.FLOAT, Tag.FLOAT,
            YamlScalar.MERGE, Tag.MERGE);

    @Override
    public ScalarResolver getScalarResolver() {
        return (text, isPlain) -> isPlain
                ? text.equals("<<")
                        ? Tag.MERGE
                        : TAGS.getOrDefault(YamlScalar.resolve("", text).tag(), Tag.STR)
                : Tag.STR;
    }

    @Override
    public Map<Tag, ConstructNode> getSchemaTagConstructors() {
        return Map.of(
                Tag.NULL,
                node -> YamlScalar.resolve(YamlScalar.NULL, text(node)).value(),
                Tag.BOOL,
                node -> YamlScalar.resolve(YamlScalar.BOOL, text(node)).value(),
                Tag.INT,
                node -> YamlScalar.resolve(YamlScalar.INT, text(node)).value(),
                Tag.FLOAT,
                node -> YamlScalar.resolve(YamlScalar.FLOAT, text(node)).value(),
                Tag.BINARY,
                node -> new String(Base64.getMimeDecoder().decode(text(node)), StandardCharsets.UTF_8),
                TIMESTAMP,
                YamlSchema::text);
    }

    private static String text(Node node) {
        return ((ScalarNode) node).getValue();
    }
}
