package io.rego4j.playground;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The files of the page, which lie in the jar, and the security headers of all answers. */
final class PageFiles {
    private static final Pattern NAME = Pattern.compile("(?:[a-z0-9-]+/)?[a-z0-9-]+\\.[a-z0-9]+");
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "svg", "image/svg+xml",
            "txt", "text/plain; charset=utf-8",
            "rego", "text/plain; charset=utf-8",
            "json", "application/json");

    /** The placeholder in the page for the nonce of its styles: CodeMirror adds style elements. */
    private static final String NONCE = "{{nonce}}";

    private PageFiles() {}

    /** Adds the headers that each answer has. */
    static void addCommonHeaders(Headers headers) {
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("Cross-Origin-Opener-Policy", "same-origin");
        headers.set("Cross-Origin-Resource-Policy", "same-origin");
        headers.set("Content-Security-Policy", policy(""));
    }

    /** The Content-Security-Policy: scripts, styles, images and requests of this server only. */
    private static String policy(String nonce) {
        return "default-src 'none'; script-src 'self'; connect-src 'self'; img-src 'self' data:; style-src 'self'"
                + (nonce.isEmpty() ? "" : " 'nonce-" + nonce + "'")
                + "; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    }

    /** Sends a file of the page. */
    static void send(HttpExchange exchange, String path) throws IOException {
        String name = path.isEmpty() ? "index.html" : path;
        byte[] bytes = NAME.matcher(name).matches() ? read(name) : null;
        String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
        if (bytes == null || type == null) {
            throw new RequestException(404, "there is no such file");
        }
        Headers headers = exchange.getResponseHeaders();
        if (name.equals("index.html")) {
            String nonce = nonce();
            headers.set("Content-Security-Policy", policy(nonce));
            bytes = new String(bytes, StandardCharsets.UTF_8)
                    .replace(NONCE, nonce)
                    .getBytes(StandardCharsets.UTF_8);
        }
        headers.set("Content-Type", type);
        headers.set("Cache-Control", "no-store");
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static byte @Nullable [] read(String name) throws IOException {
        try (InputStream in = PageFiles.class.getResourceAsStream("page/" + name)) {
            return in == null ? null : in.readAllBytes();
        }
    }

    private static String nonce() {
        byte[] random = new byte[16];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }
}
