package io.rego4j.format;

import io.rego4j.ast.RegoModule;
import io.rego4j.source.Diagnostic;
import io.rego4j.source.RegoVersion;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/** Reads a text as a module: how the formatter proves that what it wrote is what went in. */
@FunctionalInterface
public interface ModuleReader {
    /** The parser of this program; empty where it is not on the class path. */
    static Optional<ModuleReader> installed() {
        return ServiceLoader.load(ModuleReader.class, ModuleReader.class.getClassLoader())
                .findFirst();
    }

    /** Reads a text in a version of Rego. Bad input is an answer, not an exception. */
    Reading read(String text, RegoVersion version);

    /**
     * The module to compare with what {@link #read} returns: asked for once, before the first comparison. A reader whose
     * modules hold METADATA adds them here if the module was read without.
     */
    default RegoModule toCompare(RegoModule module) {
        return module;
    }

    /**
     * True if a text is known, without being read as a whole, to be read in the version of the module as the very same
     * module, with the same comments and METADATA. False says nothing.
     */
    default boolean isSame(RegoModule module, String text) {
        return false;
    }

    /**
     * What was read.
     *
     * @param module the module; null if the text is none
     * @param errors why not; empty if there is a module
     */
    record Reading(@Nullable RegoModule module, List<Diagnostic> errors) {
        public Reading {
            errors = List.copyOf(errors);
        }
    }
}
