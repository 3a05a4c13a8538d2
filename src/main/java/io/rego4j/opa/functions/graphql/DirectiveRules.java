package io.rego4j.opa.functions.graphql;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rules of validation for directives. */
final class DirectiveRules {
    private final QueryCheck check;
    private final Set<String> misplaced = new HashSet<>();

    DirectiveRules(QueryCheck check) {
        this.check = check;
    }

    void check(SyntaxNode directive, @Nullable SyntaxNode definition, String location) throws GraphqlException {
        String name = "\"@" + directive.name() + "\"";
        if (definition == null) {
            check.error(directive, "Unknown directive " + name + ".");
        } else {
            FieldRules.knownArguments(check, directive, definition, "directive " + name);
            String place = directive.name() + ":" + directive.line() + ":" + directive.column();
            if (!definition.texts("Locations").contains(location) && misplaced.add(place)) {
                check.error(directive, "Directive " + name + " may not be used on " + location + ".");
            }
            FieldRules.requiredArguments(check, directive, definition, "Directive " + name);
        }
        FieldRules.uniqueArguments(check, directive);
    }

    /** Directives that are given at one place more than once. */
    void once(List<SyntaxNode> directives) {
        Set<String> seen = new HashSet<>();
        for (SyntaxNode directive : directives) {
            SyntaxNode definition = check.schema.directive(directive.name());
            boolean isRepeatable = definition != null && definition.flag("IsRepeatable");
            if (!seen.add(directive.name()) && !isRepeatable) {
                check.error(
                        directive,
                        "The directive \"@" + directive.name() + "\" can only be used once at this location.");
            }
        }
    }
}
