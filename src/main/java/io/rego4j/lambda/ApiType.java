package io.rego4j.lambda;

import java.util.Locale;

/** The type of the API in API Gateway. */
public enum ApiType {
    /** A REST API with {@code {proxy+}} and mapping templates. */
    REST,
    /** An HTTP API: cheaper and faster, without mapping templates and API keys. */
    HTTP;

    /** The name on the command line. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
