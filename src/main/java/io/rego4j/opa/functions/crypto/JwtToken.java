package io.rego4j.opa.functions.crypto;

import io.rego4j.opa.builtins.BuiltinException;
import io.rego4j.opa.builtins.Operands;
import io.rego4j.opa.functions.text.Encodings;
import io.rego4j.opa.functions.text.Json;
import io.rego4j.opa.value.ArrayValue;
import io.rego4j.opa.value.ObjectValue;
import io.rego4j.opa.value.StringValue;
import io.rego4j.opa.value.Value;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The three parts of a JSON Web Token, as they are written. */
record JwtToken(String header, String payload, String signature) {
    /**
     * What a header says about a signature; absent texts are empty.
     *
     * @param unknownCritical true if something must be understood that is not
     */
    record Header(String algorithm, String keyId, String contentType, boolean unknownCritical) {}

    static JwtToken of(Value operand) throws BuiltinException {
        String text = Operands.stringValue(operand, 1).text();
        if (text.indexOf('.') < 0) {
            throw BuiltinException.of("encoded JWT had no period separators");
        }
        String[] parts = text.split("\\.", -1);
        if (parts.length != 3) {
            throw BuiltinException.of("encoded JWT must have 3 sections, found " + parts.length);
        }
        return new JwtToken(parts[0], parts[1], parts[2]);
    }

    ObjectValue headerObject() throws BuiltinException {
        StringValue text = decoded(header, "JWT header had invalid encoding: ");
        ObjectValue object;
        try {
            object = object(text);
        } catch (BuiltinException e) {
            throw BuiltinException.of("bad JWT header: " + e.getMessage());
        }
        if (object.get("enc") != null) {
            throw BuiltinException.of("JWT is a JWE object, which is not supported");
        }
        return object;
    }

    StringValue payloadText() throws BuiltinException {
        return decoded(payload, "JWT payload had invalid encoding: ");
    }

    byte[] signatureBytes() throws BuiltinException {
        return Encodings.decodeBase64Url(signature);
    }

    byte[] signed() {
        return StringValue.ofParts(header + "." + payload).bytes();
    }

    static StringValue decoded(String part, String error) throws BuiltinException {
        try {
            return StringValue.ofBytes(Encodings.decodeBase64Url(part));
        } catch (BuiltinException e) {
            throw BuiltinException.of(error + e.getMessage());
        }
    }

    static ObjectValue object(StringValue text) throws BuiltinException {
        Value value;
        try {
            value = Json.unmarshal(text);
        } catch (BuiltinException e) {
            throw BuiltinException.of("invalid JSON: " + e.getMessage());
        }
        if (value instanceof ObjectValue object) {
            return object;
        }
        throw BuiltinException.of("decoded JSON type was not an Object");
    }

    /** What the header says; it is looked at key by key in order. */
    static Header header(ObjectValue object) throws BuiltinException {
        String algorithm = "";
        String keyId = "";
        String contentType = "";
        Set<String> unknown = new HashSet<>();
        Set<String> critical = Set.of();
        for (int i = 0; i < object.size(); i++) {
            String name = ((StringValue) object.key(i)).text();
            Value value = object.value(i);
            switch (name) {
                case "alg" -> algorithm = text(name, value);
                case "kid" -> keyId = text(name, value);
                case "typ" -> text(name, value);
                case "cty" -> contentType = text(name, value);
                case "crit" -> critical = critical(value);
                default -> unknown.add(name);
            }
        }
        unknown.retainAll(critical);
        return new Header(algorithm, keyId, contentType, !unknown.isEmpty());
    }

    private static String text(String name, @Nullable Value value) throws BuiltinException {
        if (value instanceof StringValue string) {
            return string.text();
        }
        throw BuiltinException.of(name + ": must be a string");
    }

    /** OPA reads the list as far as it holds strings. */
    private static Set<String> critical(Value value) throws BuiltinException {
        if (!(value instanceof ArrayValue list)) {
            throw BuiltinException.of("crit: must be a list");
        }
        Set<String> critical = new HashSet<>();
        for (Value item : list) {
            if (!(item instanceof StringValue string)) {
                break;
            }
            critical.add(string.text());
        }
        if (critical.isEmpty()) {
            throw BuiltinException.of("crit: must be a nonempty list");
        }
        return critical;
    }
}
