package io.rego4j.opa.functions.crypto;

import io.rego4j.opa.builtins.BuiltinException;
import io.rego4j.opa.functions.text.Encodings;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Texts in PEM, as Go's {@code encoding/pem} reads them. */
final class Pem {
    private static final Pattern BLOCK = Pattern.compile(
            "(?:^|\\n)-----BEGIN ([^\\n]*?)-----[ \\t\\r]*\\n(.*?)(?:^|\\n)?-----END \\1-----[ \\t\\r]*(?:\\n|$)",
            Pattern.DOTALL);
    private static final Pattern HEADER = Pattern.compile("[^\\n:]*+:[^\\n]*+\\n");

    private Pem() {}

    /** What stands between two lines. */
    record Block(String type, byte[] der) {}

    /** The first block of a text and what is behind it. */
    record Decoded(Block block, String rest) {}

    /** The first block that can be read; null for none. */
    static @Nullable Decoded next(String text) {
        Matcher matcher = BLOCK.matcher(text);
        int start = 0;
        while (matcher.find(start)) {
            String body = matcher.group(2);
            Matcher header = HEADER.matcher(body);
            int at = 0;
            while (header.find(at) && header.start() == at) {
                at = header.end();
            }
            try {
                byte[] der = Encodings.decodeBase64(body.substring(at).replaceAll("[ \\t]", ""));
                return new Decoded(new Block(matcher.group(1), der), text.substring(matcher.end()));
            } catch (BuiltinException e) {
                start = matcher.start() + 1;
            }
        }
        return null;
    }
}
