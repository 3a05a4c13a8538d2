package io.rego4j.bundle;

import io.rego4j.bundle.content.BundleArchive;
import io.rego4j.bundle.signature.BundleSignature;
import io.rego4j.internal.library.OptionalLibrary;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads bundles within limits and, where a key is given, verifies their signatures with it. A signed bundle is never read without
 * either a key or {@link #skippingVerification()}; with a key, an unsigned one is refused.
 */
public final class BundleReader {
    static final BundleReader DEFAULT = new BundleReader(BundleLimits.DEFAULT, null, false);

    private final BundleLimits limits;
    private final @Nullable Verification verification;
    private final boolean skip;

    private BundleReader(BundleLimits limits, @Nullable Verification verification, boolean skip) {
        this.limits = limits;
        this.verification = verification;
        this.skip = skip;
    }

    /** The same reader with other limits. */
    public BundleReader withLimits(BundleLimits limits) {
        return new BundleReader(limits, verification, skip);
    }

    /** The same reader, which verifies signatures with a key. */
    public BundleReader verifying(Verification verification) {
        return new BundleReader(limits, verification, false);
    }

    /** The same reader without verification: to inspect a bundle, not to use it for decisions. */
    public BundleReader skippingVerification() {
        return new BundleReader(limits, null, true);
    }

    /**
     * Reads a {@code bundle.tar.gz}, or a folder laid out as one.
     *
     * @throws IOException if it cannot be read
     * @throws BundleException if it is not a valid bundle by OPA's rules, or its signature is wrong
     */
    public Bundle read(Path fileOrFolder) throws IOException {
        if (Files.isDirectory(fileOrFolder)) {
            return readFolder(fileOrFolder);
        }
        try (InputStream in = Files.newInputStream(fileOrFolder)) {
            return read(in);
        }
    }

    /** Reads a gzipped tar; does not close the stream. */
    public Bundle read(InputStream in) throws IOException {
        List<BundleFile> files = new ArrayList<>();
        BundleArchive.read(new BufferedInputStream(in), limits, files::add);
        return bundle(files, "");
    }

    private Bundle readFolder(Path folder) throws IOException {
        List<BundleFile> files = new ArrayList<>();
        List<Path> paths;
        try (Stream<Path> walk = Files.walk(folder)) {
            paths = walk.filter(Files::isRegularFile).sorted().toList();
        }
        long left = limits.totalBytes();
        for (Path path : paths) {
            long size = Files.size(path);
            left -= size;
            if (size > limits.fileBytes() || left < 0 || files.size() == limits.files()) {
                throw new BundleException(path + ": the folder is beyond the limits of a bundle, " + limits);
            }
            files.add(
                    BundleFile.owning(folder.relativize(path).toString().replace('\\', '/'), Files.readAllBytes(path)));
        }
        return bundle(files, folder.normalize().toString().replace('\\', '/'));
    }

    /** The bundle of these files; {@code folder} is the path of their folder as the caller gave it; empty for an archive. */
    private Bundle bundle(List<BundleFile> files, String folder) {
        List<BundleFile> signatures =
                files.stream().filter(BundleFile::isSignatures).toList();
        List<BundleFile> content =
                files.stream().filter(file -> !file.isSignatures()).toList();
        if (signatures.size() > 1) {
            throw new BundleException("the bundle has two signatures: "
                    + signatures.get(0).path() + " and " + signatures.get(1).path());
        }
        BundleFile signature = signatures.isEmpty() ? null : signatures.get(0);
        if (!skip) {
            verify(signature, content, folder);
        }
        return Bundle.of(content, signature);
    }

    private void verify(@Nullable BundleFile signature, List<BundleFile> content, String folder) {
        if (verification == null) {
            if (signature != null) {
                throw new BundleException("the bundle is signed: name the key to verify it with");
            }
        } else if (signature == null) {
            throw new BundleException("the bundle is not signed, and the key \"" + verification.keyId()
                    + "\" is there to verify it with");
        } else {
            OptionalLibrary.JOSE.require("signatures of bundles");
            BundleSignature.verify(signature, content, verification, folder);
        }
    }
}
