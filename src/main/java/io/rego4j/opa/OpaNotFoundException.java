package io.rego4j.opa;

import io.rego4j.opa.binary.OpaDownload;
import java.util.List;

/** No {@code opa} was found and none could be installed. The message lists what was tried and says what to do. */
public final class OpaNotFoundException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> tried;

    public OpaNotFoundException(List<String> tried) {
        this(tried, "");
    }

    private OpaNotFoundException(List<String> tried, String otherwise) {
        super(message(tried) + otherwise);
        this.tried = List.copyOf(tried);
    }

    /** The same with what can be done without an {@code opa}: a sentence. */
    public OpaNotFoundException or(String otherwise) {
        return new OpaNotFoundException(tried, "\n" + otherwise);
    }

    /** What was tried, in order, each with the reason why it did not work. */
    public List<String> tried() {
        return tried;
    }

    private static String message(List<String> tried) {
        return "no usable opa. What was tried:\n  - " + String.join("\n  - ", tried)
                + "\nWhat to do: install OPA " + OpaBinary.PINNED_VERSION
                + " (https://www.openpolicyagent.org/docs/#1-download-opa, or with Go: go install"
                + " github.com/open-policy-agent/opa@v" + OpaBinary.PINNED_VERSION
                + ") and put it on the PATH, or set " + OpaFinder.PATH_VARIABLE + " to its path. Behind a mirror, set "
                + OpaFinder.URL_VARIABLE + " to the folder that holds v" + OpaBinary.PINNED_VERSION + "/"
                + OpaDownload.assetName() + ".";
    }
}
