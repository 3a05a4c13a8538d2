package io.rego4j.dsl;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Why the builder refuses what is no tree yet, so that OPA cannot be asked about its text: each kind of message, with the
 * reason why it is right. What {@code build()} refuses has a text, about which both checkers are asked.
 */
final class KnownRefusals {
    private record Reason(Pattern message, String why) {}

    private static final List<Reason> REASONS = List.of(
            // What OPA's parser refuses: there is no text for it.
            known(
                    " has both a value and contains|a function cannot use contains",
                    "contains with a value or parameters"),
            known("a rule of several values has no else", "else keyword cannot be used on multi-value rules"),
            known("variables in its head has no else", "else keyword cannot be used on rules with variables in head"),
            known("an else needs a |an else without conditions", "unexpected else keyword, or nothing after it"),
            known("default rule is a constant or a comprehension", "illegal default rule (value cannot contain …)"),
            known("parameters of a default function", "illegal default rule (arguments cannot …)"),
            known("a default rule has no conditions", "illegal default rule"),
            known(
                    "a some with a pattern|only some of one or two|a some without in",
                    "some takes names, one or two before in"),
            known("with replaces a reference", "with takes the path of a document or function"),
            known("a reference cannot start with a", "illegal ref (head cannot be …)"),
            known("the head of a rule starts with a name", "var cannot be used for rule name"),
            known("a template string holds values", "unexpected template-string expression"),
            known("an operand of (and|or) cannot consist only", "operand cannot consist solely of print calls"),
            known("Rego does not negate some|the plain not cannot stand", "illegal negation of 'some', or of 'every'"),
            known("OPA reads no set comprehension at the start", "it reads a block there: docs/builder.md"),
            known("an import is a path of names", "unexpected import path, must begin with one of …"),
            known("import .* is a keyword of Rego", "unexpected import path, must not end with a keyword"),
            known("it brings no name", "`rego` imports cannot be aliased"),
            known("an import of rego|it is future.keywords|the versions are rego.v1", "invalid import"),
            known("this METADATA says nothing", "expected METADATA block, found whitespace"),
            known(
                    "METADATA of the scope|scope of METADATA|an entrypoint is METADATA",
                    "annotation scope must be applied to …"),
            known("METADATA of the scope \\w+ already", "multiple scopes of one kind"),
            known("an author needs|a related resource needs", "invalid author definition, invalid ref URL"),
            known("a comment cannot hold the character", "a line end ends a comment"),
            // What its compiler refuses, found when the call is made.
            known("\\w+ is an? .*, not the ", "invalid argument(s): a constant of another type"),
            known(" takes .* arguments?, not ", "arity mismatch"),
            // What OPA would take, and the builder does not.
            known("this not was read without import", "one meaning of not for all of a module: docs/builder.md"),
            known("a portable module is in Rego v1", "Rego v0 is for OPAs that portable() is not for"),
            known("OPA that it is built for has no", "what capabilities and portable() are for"),
            known("METADATA names a document by a path", "of names: other references name no document of a schema"),
            known("a comment cannot start with METADATA", "it would become METADATA: docs/builder.md"),
            known("write (always|never)\\(\\)", "no conditions given at run time open no door: docs/builder.md"),
            known("it has no value, no conditions and no contains", "half a rule"),
            known("a default rule needs a value", "OPA would take true; it is said here"),
            known("there is a value already", "said twice"),
            known("use when\\(…\\) or body\\(…\\)", "with if and without"),
            known("an object needs a value for each key", "half an entry"),
            known("not a (name in Rego|parameter|type):", "names are names"),
            known("an empty part in the path|write parts that hold dots", "a path in one text is split at its dots"),
            known(
                    "is a function: take it by|is no function: take it by|module: .* has no ",
                    "handles are of rules that are there"),
            known("METADATA hold constants", "METADATA is data, not conditions"),
            known("Jackson has no property", "a getter that names no property"));

    private KnownRefusals() {}

    private static Reason known(String message, String why) {
        return new Reason(Pattern.compile(message), why);
    }

    /** True if a message is of a known kind. */
    static boolean isKnown(String message) {
        return REASONS.stream()
                .anyMatch(reason -> reason.message.matcher(message).find());
    }
}
