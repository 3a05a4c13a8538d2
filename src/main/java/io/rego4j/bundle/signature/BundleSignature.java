package io.rego4j.bundle.signature;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.util.Base64URL;
import io.rego4j.bundle.BundleException;
import io.rego4j.bundle.BundleFile;
import io.rego4j.bundle.SignatureAlgorithm;
import io.rego4j.bundle.SigningKey;
import io.rego4j.bundle.Verification;
import io.rego4j.bundle.json.DataDocuments;
import io.rego4j.bundle.json.JsonDocuments;
import io.rego4j.bundle.manifest.FilePattern;
import io.rego4j.internal.crypto.HmacSigner;
import io.rego4j.internal.crypto.JwsAlgorithm;
import io.rego4j.internal.crypto.PemKeys;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * {@code .signatures.json}: one token that lists each file with its hash. OPA: {@code v1/bundle/sign.go} and {@code
 * verify.go}.
 */
public final class BundleSignature {
    static final String FILE = ".signatures.json";
    /** The name of OPA's own signer and verifier; any other is a plugin and not supported. */
    private static final String OPA_PLUGIN = "_default";

    private BundleSignature() {}

    /** The signature file for these files. */
    public static BundleFile sign(Collection<BundleFile> files, SigningKey key) {
        List<@Nullable Object> hashes = new ArrayList<>();
        for (BundleFile file : files) {
            Map<String, @Nullable Object> entry = JsonDocuments.newObject();
            entry.put("name", file.path());
            entry.put("hash", FileHash.of(file, FileHash.DEFAULT_ALGORITHM));
            entry.put("algorithm", FileHash.DEFAULT_ALGORITHM);
            hashes.add(entry);
        }
        Map<String, @Nullable Object> claims = JsonDocuments.newObject();
        // OPA reads this when the header has no key id; older versions read nothing else.
        claims.put("keyid", key.keyId());
        claims.putAll(key.claims());
        claims.put("files", hashes);
        String token = sign(JsonDocuments.write(JsonDocuments.of(claims)), key);
        Map<String, @Nullable Object> json = JsonDocuments.newObject();
        json.put("signatures", List.of(token));
        return BundleFile.of(FILE, JsonDocuments.write(JsonDocuments.of(json)));
    }

    private static String sign(byte[] payload, SigningKey key) {
        JWSHeader header = new JWSHeader.Builder(jws(key.algorithm()).jose())
                .type(JOSEObjectType.JWT)
                .keyID(key.keyId())
                .build();
        JWSObject token = new JWSObject(header, new Payload(Base64URL.encode(payload)));
        try {
            token.sign(signer(key));
        } catch (JOSEException | IllegalArgumentException e) {
            throw new BundleException(
                    "the key \"" + key.keyId() + "\" cannot sign with " + key.algorithm() + ": " + e.getMessage(), e);
        }
        return token.serialize();
    }

    private static JWSSigner signer(SigningKey key) throws JOSEException {
        JwsAlgorithm algorithm = jws(key.algorithm());
        if (algorithm.isHmac()) {
            return new HmacSigner(algorithm, key.secretOrPem().getBytes(StandardCharsets.UTF_8));
        }
        PrivateKey secret = pem(() -> PemKeys.privateKey(key.secretOrPem(), algorithm));
        return algorithm.isEllipticCurve() ? new ECDSASigner((ECPrivateKey) secret) : new RSASSASigner(secret);
    }

    private static JwsAlgorithm jws(SignatureAlgorithm algorithm) {
        return JwsAlgorithm.valueOf(algorithm.name());
    }

    private static <K> K pem(Supplier<K> key) {
        try {
            return key.get();
        } catch (IllegalArgumentException e) {
            throw new BundleException(String.valueOf(e.getMessage()), e);
        }
    }

    /**
     * Verifies the token and the hash of each file: each must be listed with its hash, and each listed file must exist.
     *
     * @param folder the folder of the files as the caller gave it, or an empty string: {@code opa sign} prefixes each path with
     *     it
     */
    public static void verify(
            BundleFile signatures, Collection<BundleFile> files, Verification against, String folder) {
        Map<String, Map<String, @Nullable Object>> listed =
                within(folder, listed(verifiedPayload(signatures, against)));
        for (BundleFile file : files) {
            Map<String, @Nullable Object> entry = listed.remove(file.path());
            if (excludes(against, file.path())) {
                continue;
            }
            if (entry == null) {
                throw new BundleException(file.path() + ": not in the signature of the bundle");
            }
            String hash = FileHash.of(file, String.valueOf(entry.get("algorithm")));
            if (!hash.equalsIgnoreCase(String.valueOf(entry.get("hash")))) {
                throw new BundleException(file.path() + ": is not the file that was signed (its "
                        + entry.get("algorithm") + " is " + hash + ")");
            }
        }
        listed.keySet().removeIf(path -> excludes(against, path));
        if (!listed.isEmpty()) {
            throw new BundleException("signed, but not in the bundle: " + listed.keySet());
        }
    }

    private static Map<String, @Nullable Object> verifiedPayload(BundleFile signatures, Verification against) {
        Map<String, @Nullable Object> json = JsonDocuments.object(signatures.path(), DataDocuments.json(signatures));
        Object plugin = json.get("plugin");
        if (plugin != null && !plugin.equals("") && !plugin.equals(OPA_PLUGIN)) {
            throw new BundleException(signatures.path() + ": signed by the plugin " + plugin + ", which is not known");
        }
        if (!(json.get("signatures") instanceof List<?> tokens)
                || tokens.size() != 1
                || !(tokens.get(0) instanceof String text)) {
            throw new BundleException(signatures.path() + ": exactly one token is expected");
        }
        try {
            JWSObject token = JWSObject.parse(text);
            if (!token.getHeader()
                    .getAlgorithm()
                    .getName()
                    .equals(against.algorithm().name())) {
                throw new BundleException(
                        "the bundle is signed with " + token.getHeader().getAlgorithm() + ", the key \""
                                + against.keyId() + "\" is for " + against.algorithm());
            }
            if (!token.verify(verifier(against))) {
                throw new BundleException("the signature of the bundle does not hold for the key \"" + against.keyId()
                        + "\" with " + against.algorithm());
            }
            Map<String, @Nullable Object> payload = JsonDocuments.object(
                    signatures.path(),
                    JsonDocuments.parse(signatures.path(), token.getPayload().toBytes()));
            Object scope = payload.get("scope");
            if (!against.scope().equals(scope == null ? "" : scope)) {
                throw new BundleException("the bundle is signed for the scope \"" + (scope == null ? "" : scope)
                        + "\", not for \"" + against.scope() + "\"");
            }
            return payload;
        } catch (ParseException | JOSEException | IllegalArgumentException e) {
            throw new BundleException(signatures.path() + ": the token cannot be checked: " + e.getMessage(), e);
        }
    }

    private static JWSVerifier verifier(Verification against) throws JOSEException {
        JwsAlgorithm algorithm = jws(against.algorithm());
        if (algorithm.isHmac()) {
            return new HmacSigner(algorithm, against.secretOrPem().getBytes(StandardCharsets.UTF_8));
        }
        PublicKey key = pem(() -> PemKeys.publicKey(against.secretOrPem(), algorithm));
        return algorithm.isEllipticCurve()
                ? new ECDSAVerifier((ECPublicKey) key)
                : new RSASSAVerifier((RSAPublicKey) key);
    }

    private static boolean excludes(Verification against, String path) {
        return against.excluded().stream().anyMatch(pattern -> FilePattern.matchesInFolder(pattern, path));
    }

    /** The listed files with paths relative to the folder, if all have it as a prefix. */
    private static Map<String, Map<String, @Nullable Object>> within(
            String folder, Map<String, Map<String, @Nullable Object>> listed) {
        String prefix = folder + "/";
        if (folder.isEmpty() || !listed.keySet().stream().allMatch(path -> path.startsWith(prefix))) {
            return listed;
        }
        Map<String, Map<String, @Nullable Object>> relative = new TreeMap<>();
        listed.forEach((path, entry) -> relative.put(path.substring(prefix.length()), entry));
        return relative;
    }

    private static Map<String, Map<String, @Nullable Object>> listed(Map<String, @Nullable Object> payload) {
        Map<String, Map<String, @Nullable Object>> listed = new TreeMap<>();
        if (payload.get("files") instanceof List<?> files) {
            for (Object file : files) {
                Map<String, @Nullable Object> entry = JsonDocuments.object(FILE, file);
                listed.put(String.valueOf(entry.get("name")), entry);
            }
        }
        return listed;
    }
}
