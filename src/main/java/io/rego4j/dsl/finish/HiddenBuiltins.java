package io.rego4j.dsl.finish;

import io.rego4j.ast.Import;
import io.rego4j.ast.RegoModule;
import io.rego4j.ast.StringTerm;
import io.rego4j.check.Capabilities;
import io.rego4j.source.Diagnostic;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Tells where a name of a policy hides a built-in: OPA's words are about a function that is not there, for it looks for the
 * one that the name of the rule, import or variable would make of the call.
 */
public final class HiddenBuiltins {
    private static final Pattern FUNCTION = Pattern.compile("(?:undefined |called )?function ([\\w.]+)");

    private HiddenBuiltins() {}

    /** What hides the built-in that an error is about; null if it is about something else. */
    public static @Nullable String explanation(RegoModule module, Diagnostic error, Capabilities capabilities) {
        Matcher called = FUNCTION.matcher(error.message());
        if (!called.lookingAt()) {
            return null;
        }
        String name = called.group(1);
        String own = module.pkg().path() + ".";
        if (name.startsWith(own) && isBuiltin(name.substring(own.length()), capabilities)) {
            return hides("rule", name.substring(own.length()));
        }
        for (Import imported : module.imports()) {
            String path = imported.path() + ".";
            String builtin = name.startsWith(path) ? visibleName(imported) + name.substring(path.length() - 1) : "";
            if (isBuiltin(builtin, capabilities)) {
                return hides("import", builtin);
            }
        }
        return isBuiltin(name, capabilities) ? hides("variable or parameter", name) : null;
    }

    private static boolean isBuiltin(String name, Capabilities capabilities) {
        return capabilities.builtin(name).isPresent();
    }

    private static String hides(String what, String builtin) {
        return "the " + what + " " + builtin.split("\\.")[0] + " hides the built-in " + builtin
                + ": give it another name";
    }

    private static String visibleName(Import imported) {
        if (imported.alias() != null) {
            return imported.alias().name();
        }
        var terms = imported.path().terms();
        return terms.get(terms.size() - 1) instanceof StringTerm last ? last.value() : "";
    }
}
