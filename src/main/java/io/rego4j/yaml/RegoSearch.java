package io.rego4j.yaml;

import io.rego4j.source.RegoVersion;
import io.rego4j.source.Source;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Finds the scalars that are policies: by the kind of their document, and by paths that the user names. */
final class RegoSearch {
    /** The first line of a policy that is no comment. */
    private static final Pattern CLAUSE = Pattern.compile("\\s*package[ \\t]+[A-Za-z_][^\\s{(:]*[ \\t]*(#.*|;.*)?");
    /** Go source: it starts with a package clause, too. */
    private static final Pattern GO = Pattern.compile("(?m)^(func |import \\()");

    private static final String MANAGED = "openpolicyagent.org/policy";

    private final Source yaml;
    private final List<List<RegoPaths.Step>> paths;
    private final List<String> notes;
    private final Map<ScalarNode, EmbeddedRego> found = new IdentityHashMap<>();
    private final Set<String> refused = new HashSet<>();
    private final Map<String, CodeMove> moves = new HashMap<>();

    /** @param notes receives a sentence for each text that is skipped */
    RegoSearch(Source yaml, List<List<RegoPaths.Step>> paths, List<String> notes) {
        this.yaml = yaml;
        this.paths = paths;
        this.notes = notes;
    }

    /** The policies in the order of the file. */
    List<EmbeddedRego> found() {
        return found.values().stream()
                .sorted(Comparator.comparingInt(each -> each.scalar().start()))
                .toList();
    }

    /** How {@code rego} and {@code libs} of targets can be moved into {@code code}, by the paths of the targets. */
    Map<String, CodeMove> moves() {
        return moves;
    }

    void all(List<Node> roots) {
        for (int i = 0; i < roots.size(); i++) {
            document(YamlDocuments.root(i), roots.get(i));
            for (List<RegoPaths.Step> path : paths) {
                follow(path, YamlDocuments.root(i), roots.get(i), null);
            }
        }
        new YamlDocuments(roots, null).eachScalar((path, scalar) -> {
            EmbeddedRego known = found.get(scalar);
            if (known != null) {
                known.addAlias(path);
            } else if (isPolicy(scalar) && !refused.contains(path)) {
                notes.add(path + " looks like Rego and was passed over: name it with --yaml-path '" + general(path)
                        + "'");
            }
        });
    }

    /** A path in the form of {@code --yaml-path}: without the document, any index. */
    private static String general(String path) {
        int document = path.indexOf(": ");
        return path.substring(document < 0 ? 0 : document + 2).replaceAll("\\[\\d+]", "[*]");
    }

    private void document(String path, Node root) {
        if (!(root instanceof MappingNode mapping)) {
            return;
        }
        String kind = text(mapping, "kind");
        if (kind.equals("List") || kind.endsWith("List")) {
            elements(path, mapping, "items", this::document);
        } else if (kind.equals("ConstraintTemplate")) {
            MappingNode spec = mapping(mapping, "spec");
            if (spec != null) {
                String at = YamlDocuments.child(path, "spec");
                elements(at, spec, "targets", (each, node) -> target(each, node, spec));
                MappingNode byName = mapping(spec, "targets");
                if (byName != null) {
                    // The form of v1alpha1, which Google's Config Validator keeps.
                    String targets = YamlDocuments.child(at, "targets");
                    byName.getValue()
                            .forEach(each -> target(
                                    YamlDocuments.child(targets, YamlDocuments.key(each)), each.getValueNode(), null));
                }
            }
        } else if (kind.equals("ConfigMap")) {
            configMap(path, mapping);
        } else if (text(mapping, "type").equals("rule-type")) {
            minder(path, mapping);
        }
        annotations(path, mapping);
        MappingNode metadata = mapping(mapping, "metadata");
        if (metadata != null) {
            annotations(YamlDocuments.child(path, "metadata"), metadata);
        }
    }

    /**
     * A target of a ConstraintTemplate: Rego v0, unless its {@code code} names another version.
     *
     * @param spec the parent of the list of targets; null for a target that is not in a list
     */
    private void target(String path, Node node, @Nullable MappingNode spec) {
        if (node instanceof MappingNode target) {
            policies(path, target, path, RegoVersion.V0, null);
            moves.put(path, move(target, spec));
            elements(path, target, "code", this::code);
        }
    }

    private CodeMove move(MappingNode target, @Nullable MappingNode spec) {
        SequenceNode targets = spec != null && value(spec, "targets") instanceof SequenceNode list ? list : null;
        int key = spec == null ? 0 : spec.getStartMark().map(Mark::getColumn).orElse(0);
        return CodeMove.of(yaml.text(), target, targets, key, new CodeMove.Offsets() {
            @Override
            public int start(Node node) {
                return offset(node.getStartMark().orElse(null));
            }

            @Override
            public int end(Node node) {
                if (node instanceof SequenceNode list) {
                    boolean isRego = list.getValue().stream().allMatch(each -> end(each) >= 0);
                    List<Node> items = list.getValue();
                    return !isRego
                            ? -1
                            : list.getFlowStyle() == FlowStyle.FLOW
                                    ? offset(list.getEndMark().orElse(null))
                                    : end(items.get(items.size() - 1));
                }
                EmbeddedRego policy = node instanceof ScalarNode scalar ? found.get(scalar) : null;
                return policy == null ? -1 : policy.scalar().end();
            }
        });
    }

    private void code(String path, Node node) {
        if (!(node instanceof MappingNode code) || !text(code, "engine").equals("Rego")) {
            return;
        }
        MappingNode source = mapping(code, "source");
        if (source != null) {
            RegoVersion version = text(source, "version").equals("v1") ? RegoVersion.V1 : RegoVersion.V0;
            policies(YamlDocuments.child(path, "source"), source, path, version, version(source));
        }
    }

    private void policies(
            String path,
            MappingNode mapping,
            String group,
            RegoVersion version,
            EmbeddedRego.@Nullable VersionPlace place) {
        scalar(path, mapping, "rego", group, version, place);
        elements(path, mapping, "libs", (each, lib) -> add(each, lib, mapping, group, version, null));
    }

    private void configMap(String path, MappingNode mapping) {
        MappingNode data = mapping(mapping, "data");
        MappingNode metadata = mapping(mapping, "metadata");
        MappingNode labels = metadata == null ? null : mapping(metadata, "labels");
        boolean isManaged = labels != null && text(labels, MANAGED).equals("rego");
        if (data == null) {
            return;
        }
        for (NodeTuple entry : data.getValue()) {
            String key = YamlDocuments.key(entry);
            boolean isRego = entry.getValueNode() instanceof ScalarNode scalar && isPolicy(scalar);
            if (key.endsWith(".rego") || isManaged && isRego) {
                String each = YamlDocuments.child(YamlDocuments.child(path, "data"), key);
                add(each, entry.getValueNode(), data, path + "data", null, null);
            }
        }
    }

    private void minder(String path, MappingNode mapping) {
        MappingNode def = mapping(mapping, "def");
        MappingNode eval = def == null ? null : mapping(def, "eval");
        MappingNode rego = eval == null ? null : mapping(eval, "rego");
        if (rego != null) {
            String at = YamlDocuments.child(path, "def") + ".eval.rego";
            scalar(at, rego, "def", at, null, null);
        }
    }

    /** Annotations with a policy for a value, as Conftest and Kubewarden have them. */
    private void annotations(String path, MappingNode owner) {
        MappingNode annotations = mapping(owner, "annotations");
        if (annotations == null) {
            return;
        }
        for (NodeTuple entry : annotations.getValue()) {
            if (entry.getValueNode() instanceof ScalarNode scalar && isPolicy(scalar)) {
                String each = YamlDocuments.child(YamlDocuments.child(path, "annotations"), YamlDocuments.key(entry));
                add(each, scalar, annotations, each, null, null);
            }
        }
    }

    private void follow(List<RegoPaths.Step> steps, String path, Node node, @Nullable Node owner) {
        if (steps.isEmpty()) {
            add(path, node, owner, path, null, null);
            return;
        }
        RegoPaths.Step step = steps.get(0);
        List<RegoPaths.Step> rest = steps.subList(1, steps.size());
        if (node instanceof MappingNode mapping && !step.isIndex()) {
            for (NodeTuple entry : mapping.getValue()) {
                if (step.matches(YamlDocuments.key(entry))) {
                    follow(rest, YamlDocuments.child(path, YamlDocuments.key(entry)), entry.getValueNode(), mapping);
                }
            }
        } else if (node instanceof SequenceNode sequence && step.isIndex()) {
            for (int i = 0; i < sequence.getValue().size(); i++) {
                if (step.matches(String.valueOf(i))) {
                    follow(rest, path + "[" + i + "]", sequence.getValue().get(i), sequence);
                }
            }
        }
    }

    private interface Visit {
        void node(String path, Node node);
    }

    private static void elements(String path, MappingNode mapping, String key, Visit visit) {
        if (value(mapping, key) instanceof SequenceNode sequence) {
            for (int i = 0; i < sequence.getValue().size(); i++) {
                visit.node(
                        YamlDocuments.child(path, key) + "[" + i + "]",
                        sequence.getValue().get(i));
            }
        }
    }

    private void scalar(
            String path,
            MappingNode owner,
            String key,
            String group,
            @Nullable RegoVersion version,
            EmbeddedRego.@Nullable VersionPlace place) {
        Node value = value(owner, key);
        if (value != null) {
            add(YamlDocuments.child(path, key), value, owner, group, version, place);
        }
    }

    private void add(
            String path,
            Node node,
            @Nullable Node owner,
            String group,
            @Nullable RegoVersion version,
            EmbeddedRego.@Nullable VersionPlace place) {
        if (!(node instanceof ScalarNode scalar)) {
            refuse(path, "it is no text");
        } else if (scalar.getValue().isBlank()) {
            refuse(path, "it is empty");
        } else if (found.containsKey(scalar)) {
            found.get(scalar).addGroup(group);
        } else {
            ScalarText text = ScalarText.of(
                    yaml.text(),
                    start(scalar),
                    offset(scalar.getEndMark().orElse(null)),
                    scalar.getScalarStyle(),
                    scalar.getValue(),
                    blockIndent(owner));
            if (text == null) {
                refuse(path, "the way in which it is written is not understood");
            } else {
                found.put(scalar, new EmbeddedRego(yaml, path, group, text, version, place));
            }
        }
    }

    private void refuse(String path, String why) {
        refused.add(path);
        notes.add(path + " was passed over: " + why);
    }

    /** Where a scalar starts: a block at its anchor or tag, any other behind them. */
    private int start(ScalarNode scalar) {
        int at = offset(scalar.getStartMark().orElse(null));
        boolean isBlock =
                scalar.getScalarStyle() == ScalarStyle.LITERAL || scalar.getScalarStyle() == ScalarStyle.FOLDED;
        while (!isBlock && (yaml.text().charAt(at) == '&' || yaml.text().charAt(at) == '!')) {
            while (!Character.isWhitespace(yaml.text().charAt(at))) {
                at++;
            }
            while (Character.isWhitespace(yaml.text().charAt(at))) {
                at++;
            }
        }
        return at;
    }

    /** The offset of a mark, which counts code points. */
    private int offset(@Nullable Mark mark) {
        String text = yaml.text();
        return mark == null
                ? text.length()
                : text.offsetByCodePoints(0, Math.min(mark.getIndex(), text.codePointCount(0, text.length())));
    }

    /** The column for the lines of a block scalar as the value of an entry; -1 in flow style, which allows no block. */
    private static int blockIndent(@Nullable Node owner) {
        boolean isBlock = owner instanceof MappingNode mapping && mapping.getFlowStyle() == FlowStyle.BLOCK
                || owner instanceof SequenceNode sequence && sequence.getFlowStyle() == FlowStyle.BLOCK;
        return isBlock && owner != null
                ? owner.getStartMark().map(mark -> mark.getColumn() + 2).orElse(-1)
                : -1;
    }

    /** Where the version of {@code code} is, or can be inserted. */
    private EmbeddedRego.@Nullable VersionPlace version(MappingNode source) {
        if (value(source, "version") instanceof ScalarNode scalar) {
            return new EmbeddedRego.VersionPlace(
                    start(scalar), offset(scalar.getEndMark().orElse(null)), "", "");
        }
        for (NodeTuple entry : source.getValue()) {
            if (YamlDocuments.key(entry).equals("rego")) {
                Mark key = entry.getKeyNode().getStartMark().orElse(null);
                if (key != null) {
                    boolean isFlow = source.getFlowStyle() == FlowStyle.FLOW;
                    boolean isWindows = yaml.text().contains("\r\n");
                    String after = isFlow ? ", " : (isWindows ? "\r\n" : "\n") + " ".repeat(key.getColumn());
                    return new EmbeddedRego.VersionPlace(offset(key), offset(key), "version: ", after);
                }
            }
        }
        return null;
    }

    private static boolean isPolicy(ScalarNode scalar) {
        String text = scalar.getValue();
        return text.contains("package")
                && text.lines()
                        .filter(line -> !line.isBlank() && !line.strip().startsWith("#"))
                        .findFirst()
                        .filter(line -> CLAUSE.matcher(line).matches())
                        .isPresent()
                && !GO.matcher(text).find();
    }

    private static @Nullable Node value(MappingNode mapping, String key) {
        for (NodeTuple entry : mapping.getValue()) {
            if (YamlDocuments.key(entry).equals(key)) {
                return entry.getValueNode();
            }
        }
        return null;
    }

    private static @Nullable MappingNode mapping(MappingNode mapping, String key) {
        return value(mapping, key) instanceof MappingNode found ? found : null;
    }

    private static String text(MappingNode mapping, String key) {
        return value(mapping, key) instanceof ScalarNode scalar ? scalar.getValue() : "";
    }
}
