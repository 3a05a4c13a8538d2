package io.rego4j.yaml;

import io.rego4j.internal.deep.DeepStack;
import io.rego4j.internal.yaml.YamlException;
import io.rego4j.internal.yaml.YamlTabs;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * The documents of a YAML file as nodes with their positions.
 *
 * @param roots the root of each document
 * @param problem why the file cannot be read; null if it can
 */
record YamlDocuments(List<Node> roots, @Nullable String problem) {
    private static final LoadSettings SETTINGS = LoadSettings.builder()
            .setUseMarks(true)
            .setAllowDuplicateKeys(true)
            .setAllowNonScalarKeys(true)
            .setCodePointLimit(Integer.MAX_VALUE)
            .build();

    /** Reads a file. Between tokens a tab is taken for a blank, as Kubernetes does. */
    static YamlDocuments read(String text) {
        String spaced = text.startsWith("\uFEFF") ? " " + text.substring(1) : text;
        for (int pass = 0; ; pass++) {
            try {
                YamlTabs.checkPasses(pass, spaced);
                List<Node> roots = new ArrayList<>();
                new Composer(SETTINGS, new DepthLimit(new ParserImpl(SETTINGS, new StreamReader(SETTINGS, spaced))))
                        .forEachRemaining(roots::add);
                return new YamlDocuments(roots, null);
            } catch (YamlEngineException e) {
                String blanks = YamlTabs.asBlanks(SETTINGS, e, spaced);
                if (blanks.equals(spaced)) {
                    return new YamlDocuments(List.of(), message(e));
                }
                spaced = blanks;
            } catch (YamlException e) {
                return new YamlDocuments(List.of(), e.getMessage());
            }
        }
    }

    private static String message(YamlEngineException problem) {
        if (problem instanceof MarkedYamlEngineException marked) {
            String row = marked.getProblemMark()
                    .map(mark -> "line " + (mark.getLine() + 1) + ": ")
                    .orElse("");
            return row + marked.getProblem();
        }
        return String.valueOf(problem.getMessage()).lines().findFirst().orElse("");
    }

    /** Every scalar by its path: document, keys and indices. */
    Map<String, String> scalars() {
        Map<String, String> all = new LinkedHashMap<>();
        eachScalar((path, scalar) -> all.put(path, scalar.getValue()));
        return all;
    }

    /** Visits every scalar with its path; one with an anchor once for each use. */
    void eachScalar(BiConsumer<String, ScalarNode> visit) {
        for (int i = 0; i < roots.size(); i++) {
            walk(root(i), roots.get(i), visit, new IdentityHashMap<>());
        }
    }

    /** The prefix of the paths of a document. */
    static String root(int document) {
        return document == 0 ? "" : "document " + (document + 1) + ": ";
    }

    private static void walk(String path, Node node, BiConsumer<String, ScalarNode> visit, Map<Node, Boolean> above) {
        if (node instanceof ScalarNode scalar) {
            visit.accept(path, scalar);
            return;
        }
        if (above.put(node, true) != null) {
            return; // An alias to a node that contains it.
        }
        DeepStack.step(() -> {
            walkBelow(path, node, visit, above);
            return true;
        });
        above.remove(node);
    }

    private static void walkBelow(
            String path, Node node, BiConsumer<String, ScalarNode> visit, Map<Node, Boolean> above) {
        if (node instanceof MappingNode mapping) {
            for (NodeTuple entry : mapping.getValue()) {
                walk(child(path, key(entry)), entry.getValueNode(), visit, above);
            }
        } else if (node instanceof SequenceNode sequence) {
            for (int i = 0; i < sequence.getValue().size(); i++) {
                walk(path + "[" + i + "]", sequence.getValue().get(i), visit, above);
            }
        }
    }

    /** The path of the value of a key. */
    static String child(String path, String key) {
        boolean isPlain =
                !key.isEmpty() && key.chars().allMatch(c -> Character.isLetterOrDigit(c) || "_-/".indexOf(c) >= 0);
        if (!isPlain) {
            return path + "[\"" + key + "\"]";
        }
        return path.isEmpty() || path.endsWith(": ") ? path + key : path + "." + key;
    }

    /** The key of an entry, if it is a scalar. */
    static String key(NodeTuple entry) {
        return entry.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
    }
}
