package io.rego4j.bundle.signature;

import io.rego4j.bundle.BundleException;
import io.rego4j.bundle.BundleFile;
import io.rego4j.bundle.json.DataDocuments;
import io.rego4j.internal.go.CanonicalJson;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/**
 * The hash of one file as a signature names it: of data and manifests that of the canonical text, so that white space and the
 * order of keys do not count; of any other file that of its bytes. OPA: {@code v1/bundle/hash.go}.
 */
final class FileHash {
    static final String DEFAULT_ALGORITHM = "SHA-256";
    private static final Map<String, String> JAVA_NAMES = Map.of(
            "MD5", "MD5",
            "SHA-1", "SHA-1",
            "SHA-224", "SHA-224",
            "SHA-256", "SHA-256",
            "SHA-384", "SHA-384",
            "SHA-512", "SHA-512",
            "SHA-512-224", "SHA-512/224",
            "SHA-512-256", "SHA-512/256");

    private FileHash() {}

    /** The hash in hexadecimal digits. */
    static String of(BundleFile file, String algorithm) {
        MessageDigest digest = digest(file.path(), algorithm);
        if (!DataDocuments.isDocument(file)) {
            return HexFormat.of().formatHex(digest.digest(file.bytes()));
        }
        try {
            // Buffered: updating the digest byte by byte takes many times as long.
            OutputStream sink =
                    new BufferedOutputStream(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
            new CanonicalJson(sink).write(DataDocuments.of(file));
            sink.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest digest(String path, String algorithm) {
        String name = JAVA_NAMES.get(algorithm);
        if (name == null) {
            throw new BundleException(path + ": unknown hashing algorithm \"" + algorithm + "\" in the signature");
        }
        try {
            return MessageDigest.getInstance(name);
        } catch (NoSuchAlgorithmException e) {
            throw new BundleException(path + ": this Java has no " + name, e);
        }
    }
}
