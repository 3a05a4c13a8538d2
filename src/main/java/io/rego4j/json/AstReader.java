package io.rego4j.json;

import io.rego4j.ast.Body;
import io.rego4j.ast.BooleanTerm;
import io.rego4j.ast.Comment;
import io.rego4j.ast.Expr;
import io.rego4j.ast.Head;
import io.rego4j.ast.Import;
import io.rego4j.ast.MetadataLines;
import io.rego4j.ast.Origin;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.RegoModule;
import io.rego4j.ast.RegoPackage;
import io.rego4j.ast.Rule;
import io.rego4j.ast.Spelling;
import io.rego4j.ast.Term;
import io.rego4j.ast.VarTerm;
import io.rego4j.ast.With;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Modules, rules and expressions from JSON: what this version of OPA writes, and what those since 0.40 wrote. */
final class AstReader {
    private final JsonLocations places;
    private final AstTermReader terms;
    private final AnnotationsReader annotations;

    AstReader(JsonLocations places) {
        this.places = places;
        terms = new AstTermReader(places, this);
        annotations = new AnnotationsReader(places, terms);
    }

    RegoModule module(JsonElement in) {
        JsonElement pkg = in.field("package");
        LegacyJson old = LegacyJson.of(in);
        return MetadataLines.marked(LegacyJson.annotated(new RegoModule(
                new RegoPackage(terms.ref(pkg.field("path"), Origin.NONE), places.of(pkg)),
                all(in, "imports", this::imported),
                all(in, "annotations", annotations::read),
                all(in, "rules", rule -> rule(rule, old)),
                all(in, "comments", this::comment))));
    }

    Term term(JsonElement in) {
        return terms.term(in);
    }

    PartialAnswer partial(JsonElement in) {
        for (String wrapper : List.of("result", "partial")) {
            JsonElement inner = in.optional(wrapper);
            if (inner != null) {
                return partial(inner);
            }
        }
        JsonElement queries = in.optional("queries");
        if (queries == null && !in.entries().isEmpty() && !in.has("support") && !in.has("modules")) {
            throw in.fault("there is no \"queries\"");
        }
        List<RegoModule> support = all(in, in.has("support") ? "support" : "modules", this::module);
        return new PartialAnswer(all(in, "queries", this::body), support);
    }

    private static <T> List<T> all(JsonElement in, String name, Function<JsonElement, T> read) {
        List<T> found = new ArrayList<>();
        for (JsonElement item : in.items(name)) {
            found.add(read.apply(item));
        }
        return found;
    }

    private Import imported(JsonElement in) {
        JsonElement path = in.field("path");
        Term term = terms.term(path);
        if (term instanceof VarTerm) {
            term = new RefTerm(List.of(term), term.origin());
        }
        if (!(term instanceof RefTerm ref)) {
            throw path.fault("an import's path is a reference, not of type " + term.kind());
        }
        JsonElement alias = in.optional("alias");
        return new Import(
                ref,
                alias == null ? null : AstTermReader.var(alias, places.at(in.optional("alias_location"))),
                places.of(in));
    }

    private Comment comment(JsonElement in) {
        // OPA writes null for an empty comment before a carriage return.
        JsonElement text = in.optional("Text");
        String decoded = text == null ? "" : text.decoded();
        if (text != null && decoded.indexOf('\n') >= 0) {
            throw text.fault("a comment is one line");
        }
        return new Comment(decoded, places.at(in.optional("Location")));
    }

    private Rule rule(JsonElement in, LegacyJson old) {
        boolean isDefault = in.bool("default");
        Origin origin = places.of(in);
        Head head = head(in.field("head"), origin);
        Body read = body(in.field("body"));
        Body body = old.body(read, head, isDefault);
        JsonElement otherwise = in.optional("else");
        boolean generated = body.size() == 1 && body.get(0).generated();
        return new Rule(
                isDefault,
                body == read ? head : LegacyJson.withPlaceOfValue(head),
                body,
                otherwise == null ? null : rule(otherwise, old),
                all(in, "annotations", annotations::read),
                generated ? origin.with(Spelling.GENERATED_BODY) : origin);
    }

    private Head head(JsonElement in, Origin rule) {
        JsonElement name = in.optional("name");
        JsonElement keyIn = in.optional("key");
        JsonElement valueIn = in.optional("value");
        Term key = keyIn == null ? null : terms.term(keyIn);
        Term value = valueIn == null ? null : terms.term(valueIn);
        JsonElement args = in.optional("args");
        Origin origin = places.of(in);
        boolean assign = in.bool("assign");
        if (value instanceof BooleanTerm truth
                && truth.value()
                && !assign
                && (isGenerated(truth.origin(), origin) || isGenerated(truth.origin(), rule))) {
            origin = origin.with(Spelling.GENERATED_VALUE);
        }
        RefTerm ref = ref(in, name, key, value);
        return new Head(
                name == null ? null : name.text(),
                ref,
                args == null ? List.of() : terms.all(args),
                LegacyJson.key(key, ref, args != null, value),
                value,
                assign,
                origin);
    }

    /** A value that was not written stands where its head or rule does, or nowhere. */
    private static boolean isGenerated(Origin value, Origin owner) {
        return !value.isPresent() || owner.isPresent() && value.anchor() == owner.anchor();
    }

    /** The reference of a head; OPA before 0.46 wrote the name, and for an object's rule the key, instead. */
    private RefTerm ref(JsonElement head, @Nullable JsonElement name, @Nullable Term key, @Nullable Term value) {
        JsonElement ref = head.optional("ref");
        if (ref != null && !ref.items().isEmpty()) {
            return terms.ref(ref, Origin.NONE);
        }
        if (name == null) {
            throw head.fault("a head needs a \"ref\" or a \"name\"");
        }
        VarTerm first = AstTermReader.var(name, Origin.NONE);
        return new RefTerm(key != null && value != null ? List.of(first, key) : List.of(first));
    }

    /** A body; one without expressions holds always, as {@code true} does. */
    Body body(JsonElement in) {
        List<Expr> exprs = new ArrayList<>();
        for (JsonElement item : in.items()) {
            exprs.add(expr(item));
        }
        return exprs.isEmpty() ? Body.of(new Expr(new BooleanTerm(true), List.of(), false, true)) : new Body(exprs);
    }

    Expr expr(JsonElement in) {
        Origin origin = places.of(in);
        return new Expr(
                terms.exprTerms(in.field("terms"), origin),
                all(in, "with", this::with),
                in.bool("negated"),
                in.bool("generated"),
                origin);
    }

    private With with(JsonElement in) {
        return new With(terms.term(in.field("target")), terms.term(in.field("value")), places.of(in));
    }
}
