package io.rego4j.cli.fmt;

import io.rego4j.check.Capabilities;
import io.rego4j.cli.command.FlagTable;
import io.rego4j.cli.command.RegoVersionFlags;
import io.rego4j.cli.command.UserError;
import io.rego4j.format.FormatOptions;
import io.rego4j.format.Fragment;
import io.rego4j.migrate.PolicyFormat;
import io.rego4j.parse.ParseOptions;
import io.rego4j.source.RegoVersion;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/** The flags for the version of Rego that is read and the one that is written: OPA's, and two that name them. */
final class FormatFlags {
    private static final String KEYWORDS_IN_REFS = "keywords_in_refs";

    private FormatFlags() {}

    /** Adds the flags. */
    static FlagTable declare(FlagTable flags) {
        return RegoVersionFlags.declare(flags)
                .value("v0|v1|v2", "write what this version reads as well", "--compatible-with")
                .flag("read v0, and write what v0 and v1 both read", "--v0-v1")
                .hidden("the old name of --v0-v1", "--rego-v1")
                .flag("drop imports that the Rego that is written does not need, such as rego.v1", "--drop-v0-imports")
                .value(
                        "VERSION|FILE",
                        "write for the OPA of this version or with these capabilities",
                        "--capabilities");
    }

    /**
     * Reads and writes as the flags say.
     *
     * @throws UserError with code 1 if there is no such version, or no such capabilities
     */
    static PolicyFormat of(FlagTable.Given given) {
        RegoVersion read = read(given);
        RegoVersion other = other(given, read);
        FormatOptions write = (read.isAtLeast(other)
                        ? FormatOptions.between(other, read)
                        : FormatOptions.between(read, other))
                .withDropV0Imports(given.has("--drop-v0-imports"))
                .withIgnorePlaces(given.has("--no-locations"))
                // This shows OPA's layout of a built module, which is not checked unless that is asked for.
                .withSafe(given.has("--check-result", !given.has("--no-locations")));
        ParseOptions parse = ParseOptions.of(read);
        String fragment = given.value("--fragment");
        if (fragment != null) {
            return new PolicyFormat(parse, write, fragment(fragment));
        }
        String capabilities = given.value("--capabilities");
        if (capabilities == null) {
            return new PolicyFormat(parse, write);
        }
        // The text is read with the keywords and features of both: of the current version, and of the target.
        Capabilities target = NamedCapabilities.of(capabilities);
        Capabilities current = Capabilities.current(read);
        return new PolicyFormat(
                parse.withCapabilities(
                        union(target.futureKeywords(), current.futureKeywords()),
                        union(target.features(), current.features())),
                write.withKeywordsInRefs(target.features().contains(KEYWORDS_IN_REFS)));
    }

    private static Fragment fragment(String name) {
        return switch (name) {
            case "rule" -> Fragment.RULE;
            case "body" -> Fragment.BODY;
            case "expr" -> Fragment.EXPRESSION;
            case "term" -> Fragment.TERM;
            case "comment" -> Fragment.COMMENT;
            default ->
                throw new UserError(
                        1,
                        "invalid argument \"" + name
                                + "\" for \"--fragment\" flag: must be one of {rule,body,expr,term,comment}");
        };
    }

    private static RegoVersion read(FlagTable.Given given) {
        boolean asV0 = bothV0AndV1(given) && given.value("--rego-version") == null && !given.has("--v1-compatible");
        return asV0 ? RegoVersion.V0 : RegoVersionFlags.of(given);
    }

    private static RegoVersion other(FlagTable.Given given, RegoVersion read) {
        String compatible = given.value("--compatible-with");
        if (compatible != null) {
            return RegoVersionFlags.named(compatible);
        }
        if (!bothV0AndV1(given)) {
            return read;
        }
        return read == RegoVersion.V0 ? RegoVersion.V1 : RegoVersion.V0;
    }

    private static boolean bothV0AndV1(FlagTable.Given given) {
        return given.has("--v0-v1") || given.has("--rego-v1");
    }

    private static Set<String> union(Collection<String> a, Collection<String> b) {
        Set<String> all = new HashSet<>(a);
        all.addAll(b);
        return all;
    }
}
