package io.rego4j.yaml;

import io.rego4j.internal.deep.DeepStack;
import io.rego4j.source.Source;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A YAML file with the policies in it. Known are the ConstraintTemplates of Gatekeeper, also in a {@code List}; the rule types
 * of Minder; ConfigMaps, for kube-mgmt; annotations; and the paths that a user names.
 */
public final class RegoInYaml {
    private static final Pattern CLAUSE = Pattern.compile("(?<![\\w.-])package[ \\t]+[A-Za-z_]");

    private final Source yaml;
    private final List<EmbeddedRego> policies;
    private final List<String> notes;
    private final Collection<String> paths;
    private final Map<String, CodeMove> moves;

    private RegoInYaml(Source yaml, Collection<String> paths, RegoSearch search, List<String> notes) {
        this.yaml = yaml;
        this.paths = paths;
        this.policies = List.copyOf(search.found());
        this.moves = search.moves();
        this.notes = List.copyOf(notes);
    }

    /**
     * Finds the policies in a file.
     *
     * @param paths where else they are, such as {@code spec.rules[*].rego}
     * @throws IllegalArgumentException if a path is malformed
     */
    public static RegoInYaml read(Source yaml, Collection<String> paths) {
        return DeepStack.call(DepthLimit.levels(yaml.text()), () -> readDeep(yaml, paths));
    }

    private static RegoInYaml readDeep(Source yaml, Collection<String> paths) {
        List<List<RegoPaths.Step>> steps = paths.stream().map(RegoPaths::parse).toList();
        List<String> notes = new ArrayList<>();
        RegoSearch search = new RegoSearch(yaml, steps, notes);
        YamlDocuments documents = YamlDocuments.read(yaml.text());
        if (documents.problem() != null) {
            notes.add("it is not YAML: " + documents.problem());
        } else {
            search.all(documents.roots());
        }
        return new RegoInYaml(yaml, List.copyOf(paths), search, notes);
    }

    /** True for the name of a YAML file. */
    public static boolean isYaml(String name) {
        return name.endsWith(".yaml") || name.endsWith(".yml");
    }

    /** True if a file may hold Rego: one without a package clause does not. */
    public static boolean mayHoldRego(Source yaml) {
        return yaml.text().contains("package") && CLAUSE.matcher(yaml.text()).find();
    }

    /** The file. */
    public Source yaml() {
        return yaml;
    }

    /** The policies in the order of the file. */
    public List<EmbeddedRego> policies() {
        return policies;
    }

    /** The policies that one OPA loads together, in the order of the file: the code and the libraries of one target are a set. */
    public List<List<EmbeddedRego>> sets() {
        Map<String, List<EmbeddedRego>> sets = new LinkedHashMap<>();
        for (EmbeddedRego policy : policies) {
            sets.computeIfAbsent(policy.group(), ignored -> new ArrayList<>()).add(policy);
        }
        return List.copyOf(sets.values());
    }

    /** Notes on texts that look like Rego, or should be Rego, and were skipped: one sentence each. */
    public List<String> passedOver() {
        return notes;
    }

    /**
     * Why {@code rego} and {@code libs} of a ConstraintTemplate's target cannot be moved into its {@code code}, where a version
     * can be set; empty if they can.
     *
     * @param group the {@linkplain EmbeddedRego#group() group} of the target
     */
    public Optional<String> whyNotInCode(String group) {
        CodeMove move = moves.get(group);
        return move == null
                ? Optional.of("it is no target of a ConstraintTemplate")
                : Optional.ofNullable(move.refused());
    }

    /**
     * The file with {@code rego} and {@code libs} of some targets moved into
     * {@code code: [{engine: Rego, source: {version: "v1", …}}]}. Their texts, styles and comments stay; their lines are
     * indented more. The policies are the same, in the same order.
     *
     * @return the file; empty if reading it again does not give the same policies
     * @throws IllegalArgumentException for a target whose policies cannot be moved
     */
    public Optional<RegoInYaml> inCode(Collection<String> groups) {
        List<ScalarText.Edit> edits = new ArrayList<>();
        for (String group : groups) {
            whyNotInCode(group).ifPresent(why -> {
                throw new IllegalArgumentException(group + ": " + why);
            });
            edits.addAll(Objects.requireNonNull(moves.get(group)).edits());
        }
        RegoInYaml moved = read(Source.of(yaml.name(), ScalarText.Edit.apply(yaml.text(), edits)), paths);
        Map<String, String> wanted =
                CodeMove.moved(YamlDocuments.read(yaml.text()).scalars(), groups);
        boolean holds = YamlDocuments.read(moved.yaml.text()).scalars().equals(wanted)
                && moved.policies.size() == policies.size();
        return holds ? Optional.of(moved) : Optional.empty();
    }

    /**
     * A policy's new text.
     *
     * @param text the text
     * @param v1 true to set its version to v1, where the file has a place for that
     */
    public record Change(String text, boolean v1) {}

    /**
     * The file with changed policies. Every byte outside of them stays; a block keeps its style, its indentation and the line
     * feeds at its end; a quoted text stays quoted.
     *
     * @param changes the new texts of some policies
     * @param asBlocks true to write quoted and plain texts as blocks
     * @return the new file; empty if reading it again does not give the new texts
     */
    public Optional<String> with(Map<EmbeddedRego, Change> changes, boolean asBlocks) {
        List<ScalarText.Edit> edits = new ArrayList<>();
        Map<String, String> wanted = new HashMap<>();
        for (EmbeddedRego policy : policies) {
            Change change = changes.get(policy);
            String text = change == null ? policy.source().text() : change.text();
            wanted.put(policy.path(), text.stripTrailing());
            boolean isSame = ScalarText.withoutLastFeeds(text)
                    .equals(ScalarText.withoutLastFeeds(policy.source().text()));
            boolean becomesBlock = asBlocks && policy.scalar().mayBecomeBlock();
            if (change != null && (!isSame || becomesBlock)) {
                ScalarText scalar = policy.scalar();
                edits.add(new ScalarText.Edit(scalar.start(), scalar.end(), scalar.written(text, asBlocks)));
            }
            EmbeddedRego.VersionPlace place = policy.versionPlace();
            if (change != null && change.v1() && place != null) {
                edits.add(new ScalarText.Edit(place.start(), place.end(), place.before() + "\"v1\"" + place.after()));
            }
        }
        String changed = ScalarText.Edit.apply(yaml.text(), edits);
        return holds(changed, wanted) ? Optional.of(changed) : Optional.empty();
    }

    /** True if reading the changed file gives the wanted policies and the same other values as before. */
    private boolean holds(String changed, Map<String, String> wanted) {
        YamlDocuments before = YamlDocuments.read(yaml.text());
        YamlDocuments after = YamlDocuments.read(changed);
        if (after.problem() != null) {
            return false;
        }
        Map<String, String> old = before.scalars();
        Map<String, String> now = after.scalars();
        for (EmbeddedRego policy : policies) {
            String text = now.get(policy.path());
            if (text == null || !text.stripTrailing().equals(wanted.get(policy.path()))) {
                return false;
            }
            policy.aliases().forEach(old::remove);
            policy.aliases().forEach(now::remove);
            if (policy.saysVersion()) {
                old.remove(policy.versionPath());
                now.remove(policy.versionPath());
            }
        }
        return old.equals(now);
    }
}
