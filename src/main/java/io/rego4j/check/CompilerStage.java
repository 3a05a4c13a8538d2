package io.rego4j.check;

import io.rego4j.ast.RegoModule;
import io.rego4j.source.Diagnostic;
import java.util.List;

/**
 * The modules as a stage of the compiler leaves them.
 *
 * @param name its name, which is that of OPA's stage where there is one
 * @param modules the modules, in the order in which they were given; names such as {@code __local0__} are the compiler's
 * @param errors what was found up to here; the compiler stops at a stage that makes it impossible to go on
 */
public record CompilerStage(String name, List<RegoModule> modules, List<Diagnostic> errors) {
    public CompilerStage {
        modules = List.copyOf(modules);
        errors = List.copyOf(errors);
    }
}
