package io.rego4j.bundle;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/** One file of a bundle: its path, with {@code /} between the parts and none in front, and its bytes. */
public final class BundleFile {
    private static final String SIGNATURES = ".signatures.json";

    private final String path;
    private final byte[] bytes;

    private BundleFile(String path, byte[] bytes) {
        this.path = path;
        this.bytes = bytes;
    }

    /**
     * A file.
     *
     * @throws BundleException if the path is empty or leads out of the bundle
     */
    public static BundleFile of(String path, byte[] bytes) {
        return new BundleFile(checkedPath(path), bytes.clone());
    }

    /** A text file in UTF-8. */
    public static BundleFile of(String path, String text) {
        return new BundleFile(checkedPath(path), text.getBytes(StandardCharsets.UTF_8));
    }

    /** A file of bytes that are not copied: the caller does not change them any more. */
    static BundleFile owning(String path, byte[] bytes) {
        return new BundleFile(checkedPath(path), bytes);
    }

    private static String checkedPath(String path) {
        Objects.requireNonNull(path, "path");
        String plain = path.startsWith("./") ? path.substring(2) : path.startsWith("/") ? path.substring(1) : path;
        for (String part : plain.split("/", -1)) {
            if (part.isEmpty() || part.equals(".") || part.equals("..") || hasControl(part)) {
                throw new BundleException("\"" + printable(path) + "\" is no path of a file in a bundle: "
                        + "empty parts, \".\", \"..\", \"\\\" and control characters are refused");
            }
        }
        return plain;
    }

    private static boolean hasControl(String part) {
        for (int i = 0; i < part.length(); i++) {
            char c = part.charAt(i);
            if (c < 0x20 || c == 0x7f || c == '\\') {
                return true;
            }
        }
        return false;
    }

    private static String printable(String path) {
        return path.replaceAll("\\p{Cntrl}", "?");
    }

    /** The path, for instance {@code authz/policy.rego}. */
    public String path() {
        return path;
    }

    /** The name without folders. */
    public String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** A copy of the bytes. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** Writes the bytes. */
    public void writeTo(OutputStream out) throws IOException {
        out.write(bytes);
    }

    /** The number of bytes. */
    public int size() {
        return bytes.length;
    }

    /** The bytes read as UTF-8. */
    public String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** True for a policy. */
    public boolean isModule() {
        return path.endsWith(".rego");
    }

    /** True for {@code data.json}, {@code data.yaml} and {@code data.yml}, in any folder. */
    public boolean isData() {
        return name().equals("data.json") || name().equals("data.yaml") || name().equals("data.yml");
    }

    /** True for a manifest of either format. */
    public boolean isManifest() {
        return path.endsWith(".manifest") || isProtoManifest();
    }

    boolean isProtoManifest() {
        return path.endsWith(".manifest.pb");
    }

    boolean isSignatures() {
        return name().equals(SIGNATURES);
    }

    /** True for a module of WebAssembly. */
    public boolean isWasm() {
        return name().equals("policy.wasm");
    }

    /** True for a compiled plan. */
    public boolean isPlan() {
        return name().equals("plan.json") || name().equals("plan.pb");
    }

    /** True for the changes of a delta bundle. */
    public boolean isPatch() {
        return name().equals("patch.json");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BundleFile file && path.equals(file.path) && Arrays.equals(bytes, file.bytes);
    }

    @Override
    public int hashCode() {
        return 31 * path.hashCode() + Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return path + " (" + bytes.length + " bytes)";
    }
}
