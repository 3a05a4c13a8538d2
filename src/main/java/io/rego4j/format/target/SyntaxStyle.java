package io.rego4j.format.target;

import io.rego4j.ast.VarTerm;
import io.rego4j.format.layout.ModuleFacts;
import io.rego4j.source.RegoVersion;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How a tree is spelled in the versions that it is written for: OPA's {@code fmtOpts}, computed by {@link ModuleFacts}.
 *
 * @param contains partial sets are written with {@code contains}
 * @param ifs bodies are written after {@code if}
 * @param refHeads heads are written as references, not as {@code name[key]}
 * @param v1 the text is for v1 or later
 * @param v2 the text is for v2
 * @param v2Imported the module imports {@code rego.v2}
 * @param futureKeywords the keywords that the module imports, in order
 * @param extraKeywords the keywords that the text will need
 * @param keywordsInRefs {@code a.not} may be written so
 * @param names names for wildcards that stand more than once
 */
public record SyntaxStyle(
        boolean contains,
        boolean ifs,
        boolean refHeads,
        boolean v1,
        boolean v2,
        boolean v2Imported,
        List<String> futureKeywords,
        Set<String> extraKeywords,
        boolean keywordsInRefs,
        Map<VarTerm, String> names) {
    private static final int LONGEST_KEYWORD = "contains".length();

    /** True if a word is a keyword in the text. */
    public boolean isKeyword(String word) {
        if (word.length() > LONGEST_KEYWORD) {
            return false;
        }
        if (v2 || v2Imported) {
            return RegoVersion.V2.keywords().contains(word);
        }
        return (v1 ? RegoVersion.V1 : RegoVersion.V0).keywords().contains(word) || futureKeywords.contains(word);
    }

    /** The name that a variable is written with. */
    public String nameOf(VarTerm variable) {
        if (!variable.isWildcard()) {
            return variable.name();
        }
        String name = names.isEmpty() ? null : names.get(variable);
        return name == null ? "_" : name;
    }
}
