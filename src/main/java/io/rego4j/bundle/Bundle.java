package io.rego4j.bundle;

import io.rego4j.bundle.content.BundleArchive;
import io.rego4j.bundle.content.BundleCheck;
import io.rego4j.bundle.content.BundleData;
import io.rego4j.bundle.content.DataPatch;
import io.rego4j.bundle.json.DataDocuments;
import io.rego4j.bundle.json.JsonDocuments;
import io.rego4j.bundle.manifest.ManifestJson;
import io.rego4j.bundle.manifest.ManifestProto;
import io.rego4j.bundle.signature.BundleSignature;
import io.rego4j.internal.crypto.Sha256;
import io.rego4j.internal.io.AtomicFile;
import io.rego4j.internal.library.OptionalLibrary;
import io.rego4j.opa.Policies;
import io.rego4j.source.RegoVersion;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A bundle: policies, data and a manifest, as OPA loads them; immutable.
 *
 * <p>{@link #builder()} makes one, {@link #read(Path)} and {@link #reader()} read one, {@link #writeTo(Path)} writes it:
 * the same content gives the same bytes on every machine. A bundle that was read keeps its files byte for byte, so that
 * its signature still holds when it is written again.
 *
 * <p>Two bundles are equal when manifest, data, policies, compiled modules and patch are equal. The names of data files, the
 * layout of JSON and signatures do not count.
 */
public final class Bundle {
    private final List<BundleFile> files;
    private final @Nullable BundleFile signatures;
    private final Manifest manifest;
    private final Map<String, @Nullable Object> data;
    private final List<PatchOperation> patch;

    private Bundle(
            List<BundleFile> files,
            @Nullable BundleFile signatures,
            Manifest manifest,
            Map<String, @Nullable Object> data,
            List<PatchOperation> patch) {
        this.files = files;
        this.signatures = signatures;
        this.manifest = manifest;
        this.data = data;
        this.patch = patch;
    }

    /** A bundle of these files, checked by OPA's rules. */
    static Bundle of(List<BundleFile> files, @Nullable BundleFile signatures) {
        BundleData tree = new BundleData();
        files.stream()
                .filter(BundleFile::isData)
                .sorted(Comparator.comparing(BundleFile::path))
                .forEach(file -> tree.insert(file.path(), BundleData.pathOf(file), DataDocuments.of(file)));
        List<PatchOperation> patch = files.stream()
                .filter(BundleFile::isPatch)
                .flatMap(file -> patchOf(file).stream())
                .toList();
        return checked(files, signatures, manifestOf(files), tree.toMap(), patch);
    }

    /** A bundle of these files, whose manifest and data are known. */
    static Bundle of(List<BundleFile> files, Manifest manifest, Map<String, @Nullable Object> data) {
        return checked(files, null, manifest, data, List.of());
    }

    private static Bundle checked(
            List<BundleFile> files,
            @Nullable BundleFile signatures,
            Manifest manifest,
            Map<String, @Nullable Object> data,
            List<PatchOperation> patch) {
        List<BundleFile> sorted = files.stream()
                .sorted(Comparator.comparingInt(Bundle::rank).thenComparing(BundleFile::path))
                .toList();
        BundleCheck.check(manifest, sorted, data, patch);
        return new Bundle(sorted, signatures, manifest, data, patch);
    }

    /**
     * The manifest comes first, so that a reader of the stream knows the roots before the files that they are checked against.
     */
    private static int rank(BundleFile file) {
        return file.isManifest() ? 0 : file.isData() ? 1 : file.isModule() ? 2 : 3;
    }

    static Manifest manifestOf(List<BundleFile> files) {
        List<BundleFile> manifests =
                files.stream().filter(BundleFile::isManifest).toList();
        if (manifests.size() > 1) {
            throw new BundleException("the bundle has two manifests: "
                    + manifests.get(0).path() + " and " + manifests.get(1).path());
        }
        if (manifests.isEmpty()) {
            return Manifest.EMPTY;
        }
        BundleFile file = manifests.get(0);
        return file.isProtoManifest() ? ManifestProto.read(file) : ManifestJson.read(file);
    }

    private static List<PatchOperation> patchOf(BundleFile file) {
        Object steps =
                JsonDocuments.object(file.path(), DataDocuments.json(file)).get("data");
        if (steps == null) {
            return List.of();
        }
        if (!(steps instanceof List<?> list)) {
            throw new BundleException(file.path() + ": \"data\" must be an array of steps");
        }
        return list.stream().map(step -> PatchOperation.of(file.path(), step)).toList();
    }

    /** Starts an empty bundle. */
    public static BundleBuilder builder() {
        return new BundleBuilder();
    }

    /** A reader with default limits and no key. */
    public static BundleReader reader() {
        return BundleReader.DEFAULT;
    }

    /**
     * Reads an unsigned bundle: a signed one needs {@link #reader()} with its key.
     *
     * @throws IOException if the file cannot be read
     * @throws BundleException if it is not a valid bundle by OPA's rules, or is signed
     */
    public static Bundle read(Path file) throws IOException {
        return reader().read(file);
    }

    /** A delta bundle: OPA applies its patches to the data that it has loaded. */
    public static Bundle delta(Manifest manifest, List<PatchOperation> steps) {
        if (steps.isEmpty()) {
            throw new BundleException("a delta bundle needs at least one step");
        }
        Map<String, @Nullable Object> json = JsonDocuments.newObject();
        json.put("data", steps.stream().map(PatchOperation::toJson).toList());
        List<BundleFile> files = new ArrayList<>();
        files.add(BundleFile.owning("patch.json", JsonDocuments.write(JsonDocuments.of(json))));
        if (!manifest.equals(Manifest.EMPTY)) {
            files.add(ManifestJson.write(manifest));
        }
        return of(files, null);
    }

    /**
     * This bundle with the changes of a delta bundle applied, as OPA applies them, and its revision; without a signature.
     *
     * @throws BundleException if a change is for a path that this bundle does not have
     */
    public Bundle changedBy(Bundle delta) {
        return builder(manifest.withRevision(delta.revision()), DataPatch.apply(data, delta.patch()))
                .build();
    }

    private BundleBuilder builder(Manifest manifest, Map<String, @Nullable Object> data) {
        BundleBuilder builder = new BundleBuilder().manifest(manifest).data(data);
        files.stream()
                .filter(file -> !file.isManifest() && !file.isData() && !file.isPatch())
                .forEach(builder::file);
        return builder;
    }

    /** A builder that starts with all of this bundle but its signature. */
    public BundleBuilder toBuilder() {
        return builder(manifest, data);
    }

    /** The manifest; {@link Manifest#EMPTY} where there is none. */
    public Manifest manifest() {
        return manifest;
    }

    /** The name of this state of the bundle; may be empty. */
    public String revision() {
        return manifest.revision();
    }

    /** All data, merged: maps, lists, strings, booleans, {@link JsonNumber}s and null. */
    public Map<String, @Nullable Object> data() {
        return data;
    }

    /** The policies, by path. */
    public List<BundleFile> modules() {
        return files.stream().filter(BundleFile::isModule).toList();
    }

    /** The version of Rego in which a policy is written: what the manifest says, else {@code otherwise}. */
    public RegoVersion regoVersionOf(BundleFile module, RegoVersion otherwise) {
        RegoVersion version = manifest.regoVersionOf(module.path());
        return version == null ? otherwise : version;
    }

    /** All files but the signature, in the order in which they are written. */
    public List<BundleFile> files() {
        return files;
    }

    /** The steps of a delta bundle; empty for any other. */
    public List<PatchOperation> patch() {
        return patch;
    }

    /** True for a bundle of changes. */
    public boolean isDelta() {
        return !patch.isEmpty();
    }

    /** True if the bundle carries a signature. */
    public boolean isSigned() {
        return signatures != null;
    }

    /**
     * The same bundle, signed.
     *
     * @throws BundleException if the key does not fit, or the bundle is a delta: OPA does not sign those
     */
    public Bundle signedWith(SigningKey key) {
        if (isDelta()) {
            throw new BundleException("OPA knows no signature for a delta bundle");
        }
        OptionalLibrary.JOSE.require("signatures of bundles");
        return new Bundle(files, BundleSignature.sign(files, key), manifest, data, patch);
    }

    /** The same bundle without a signature. */
    public Bundle withoutSignature() {
        return new Bundle(files, null, manifest, data, patch);
    }

    /**
     * Writes the gzipped tar; does not close the stream.
     *
     * @throws IOException if the stream cannot be written
     */
    public void writeTo(OutputStream out) throws IOException {
        List<BundleFile> all = new ArrayList<>(files);
        if (signatures != null) {
            all.add(signatures);
        }
        BundleArchive.write(all, out);
    }

    /**
     * Writes the gzipped tar to a file, which is replaced as a whole or not at all.
     *
     * @throws IOException if the file cannot be written
     */
    public void writeTo(Path file) throws IOException {
        AtomicFile.write(file, this::writeTo);
    }

    /** The gzipped tar. */
    public byte[] toBytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** The SHA-256 of the gzipped tar in hexadecimal digits. */
    public String sha256() {
        return Sha256.hex(toBytes());
    }

    /**
     * What an engine loads of this bundle: its modules, its data and its plan.
     *
     * @throws BundleException if it is a delta, its plan is a {@code plan.pb}, or its modules are of several versions of Rego
     */
    public Policies toPolicies() {
        if (isDelta()) {
            throw new BundleException("a delta bundle holds changes and no policies");
        }
        Policies policies = Policies.none().data(data);
        List<RegoVersion> versions = modules().stream()
                .map(module -> regoVersionOf(module, RegoVersion.V1))
                .distinct()
                .toList();
        if (versions.size() > 1) {
            throw new BundleException("the modules are of several versions of Rego: " + versions);
        } else if (versions.size() == 1) {
            policies = policies.version(versions.get(0));
        }
        for (BundleFile file : files) {
            if (file.isModule()) {
                policies = policies.module(file.path(), file.text());
            } else if (file.path().equals("plan.json")) {
                policies = policies.plan(file.bytes());
            } else if (file.isPlan()) {
                throw new BundleException(file.path() + ": only a plan.json can be read: leave out --plan-format");
            }
        }
        return policies;
    }

    private Map<String, String> policies() {
        return modules().stream()
                .collect(Collectors.toMap(BundleFile::path, BundleFile::text, (a, b) -> a, TreeMap::new));
    }

    private List<BundleFile> compiled() {
        return files.stream().filter(file -> file.isWasm() || file.isPlan()).toList();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bundle bundle
                && manifest.equals(bundle.manifest)
                && data.equals(bundle.data)
                && patch.equals(bundle.patch)
                && policies().equals(bundle.policies())
                && compiled().equals(bundle.compiled());
    }

    @Override
    public int hashCode() {
        return Objects.hash(manifest, data, patch, policies());
    }

    @Override
    public String toString() {
        return "Bundle[revision=" + manifest.revision() + ", files=" + files + "]";
    }
}
