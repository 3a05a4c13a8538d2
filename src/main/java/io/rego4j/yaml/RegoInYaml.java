package io.rego4j.yaml;

import io.rego4j.source.Source;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
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

    private RegoInYaml(Source yaml, List<EmbeddedRego> policies, List<String> notes) {
        this.yaml = yaml;
        this.policies = List.copyOf(policies);
        this.notes = List.copyOf(notes);
    }

    /**
     * Finds the policies in a file.
     *
     * @param paths where else they are, such as {@code spec.rules[*].rego}
     * @throws IllegalArgumentException if a path is none
     */
    public static RegoInYaml read(Source yaml, Collection<String> paths) {
        List<List<RegoPaths.Step>> steps = paths.stream().map(RegoPaths::parse).toList();
        List<String> notes = new ArrayList<>();
        RegoSearch search = new RegoSearch(yaml, steps, notes);
        YamlDocuments documents = YamlDocuments.read(yaml.text());
        if (documents.problem() != null) {
            notes.add("it is not YAML: " + documents.problem());
        } else {
            search.all(documents.roots());
        }
        return new RegoInYaml(yaml, search.found(), notes);
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

    /** What looks like Rego, or should be, and was passed over: a sentence for each. */
    public List<String> passedOver() {
        return notes;
    }

    /**
     * A policy's new text.
     *
     * @param text the text
     * @param v1 true to say in the file that it is Rego v1, where there is a place for that
     */
    public record Change(String text, boolean v1) {}

    /**
     * The file with other texts. Every byte outside of them stays; a block keeps its style, its indentation and its line ends at
     * the end; a text in quotes stays in quotes.
     *
     * @param changes the new texts of some policies
     * @param asBlocks true to make blocks of texts that are none
     * @return the new file; empty if a text cannot stand there, which reading the file again has shown
     */
    public Optional<String> with(Map<EmbeddedRego, Change> changes, boolean asBlocks) {
        record Edit(int end, String text) {}
        TreeMap<Integer, Edit> edits = new TreeMap<>();
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
                edits.put(scalar.start(), new Edit(scalar.end(), scalar.written(text, asBlocks)));
            }
            EmbeddedRego.VersionPlace place = policy.versionPlace();
            if (change != null && change.v1() && place != null) {
                edits.put(place.start(), new Edit(place.end(), place.before() + "\"v1\"" + place.after()));
            }
        }
        StringBuilder text = new StringBuilder();
        int at = 0;
        for (var edit : edits.entrySet()) {
            text.append(yaml.text(), at, edit.getKey()).append(edit.getValue().text());
            at = edit.getValue().end();
        }
        String changed = text.append(yaml.text().substring(at)).toString();
        return holds(changed, wanted) ? Optional.of(changed) : Optional.empty();
    }

    /** True if a file reads back as documents with the same policies, and is otherwise as it was. */
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
