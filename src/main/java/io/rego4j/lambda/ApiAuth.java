package io.rego4j.lambda;

import java.util.Locale;

/** How API Gateway authenticates callers. */
public enum ApiAuth {
    /** No authentication: anyone who knows the URL may call. */
    NONE,
    /** Requests that are signed with credentials of AWS and allowed to call the API. */
    IAM,
    /** Requests with a key in {@code x-api-key}; REST APIs only. */
    API_KEY;

    /** The name on the command line. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
