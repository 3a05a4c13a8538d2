package io.rego4j.playground;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/**
 * Which requests are answered: only those of the page that the server served itself. The path of each request starts with a random token that
 * only the page knows; {@code Host} must name this machine, against DNS rebinding; and
 * {@code Origin} and {@code Sec-Fetch-Site} must be those of this page.
 */
final class RequestGuard {
    private static final int TOKEN_BYTES = 16;

    private final String token;
    private final Set<String> hosts;

    RequestGuard(int port) {
        byte[] random = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(random);
        token = HexFormat.of().formatHex(random);
        hosts = Set.of("127.0.0.1:" + port, "localhost:" + port);
    }

    /** What each path starts with, slashes included. */
    String prefix() {
        return "/" + token + "/";
    }

    /**
     * The path of a request below the prefix.
     *
     * @throws RequestException with 403 if the request does not come from the page
     */
    String admit(HttpExchange exchange) throws RequestException {
        Headers headers = exchange.getRequestHeaders();
        String host = only(headers, "Host");
        if (!hosts.contains(host)) {
            throw new RequestException(403, "this server answers at 127.0.0.1 and localhost only");
        }
        String origin = only(headers, "Origin");
        boolean reads = exchange.getRequestMethod().equals("GET");
        if (!origin.equals("http://" + host) && !(reads && origin.isEmpty())) {
            throw new RequestException(403, "another page may not ask this server");
        }
        String site = only(headers, "Sec-Fetch-Site");
        boolean opened = reads && site.equals("none");
        if (!site.isEmpty() && !site.equals("same-origin") && !opened) {
            throw new RequestException(403, "another page may not ask this server");
        }
        String path = exchange.getRequestURI().getRawPath();
        int length = Math.min(path.length(), prefix().length());
        byte[] given = path.substring(0, length).getBytes(StandardCharsets.UTF_8);
        if (!MessageDigest.isEqual(given, prefix().getBytes(StandardCharsets.UTF_8))) {
            throw new RequestException(
                    403,
                    "this address lacks the token: open the one that rego4j playground printed. To open a link that"
                            + " somebody sent: rego4j playground 'LINK'");
        }
        return path.substring(length);
    }

    /** A header that is sent once at most; the empty string if it is missing. */
    private static String only(Headers headers, String name) throws RequestException {
        List<String> values = headers.getOrDefault(name, List.of());
        if (values.size() > 1) {
            throw RequestException.bad("the header " + name + " is there twice");
        }
        return values.isEmpty() ? "" : values.get(0);
    }
}
