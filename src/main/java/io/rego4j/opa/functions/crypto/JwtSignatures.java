package io.rego4j.opa.functions.crypto;

import io.rego4j.internal.crypto.RsaPss;
import io.rego4j.internal.crypto.UnsignedBytes;
import io.rego4j.opa.builtins.EvaluationException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPrivateKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Arrays;

/** Signatures of tokens by the algorithms of RFC 7518. */
final class JwtSignatures {
    /** Go checks and signs with no smaller key. */
    private static final int LEAST_RSA_BITS = 1024;

    private JwtSignatures() {}

    /**
     * True if the signature is right by the algorithm, as a token names it, and the key is one for it.
     *
     * @param lenient as {@code io.jwt.verify_*} are: salts of any length, and numbers of any length
     */
    static boolean verifies(Object key, String algorithm, boolean lenient, byte[] signed, byte[] signature) {
        String size = algorithm.substring(Math.min(2, algorithm.length()));
        try {
            return switch (algorithm) {
                case "HS256", "HS384", "HS512" ->
                    key instanceof byte[] secret
                            && MessageDigest.isEqual(Hashes.mac("HmacSHA" + size, secret, signed), signature);
                case "RS256", "RS384", "RS512" ->
                    key instanceof RSAPublicKey rsa
                            && rsa.getModulus().bitLength() >= LEAST_RSA_BITS
                            && verifies(Signature.getInstance("SHA" + size + "withRSA"), rsa, signed, signature);
                case "PS256", "PS384", "PS512" ->
                    key instanceof RSAPublicKey rsa
                            && rsa.getModulus().bitLength() >= LEAST_RSA_BITS
                            && (lenient
                                    ? RsaPss.verifiesAnySalt(rsa, "SHA-" + size, signed, signature)
                                    : RsaPss.verifies(
                                            rsa, "SHA-" + size, Integer.parseInt(size) / Byte.SIZE, signed, signature));
                case "ES256", "ES384", "ES512" ->
                    key instanceof ECPublicKey ec
                            && (lenient || signature.length == 2 * bytes(ec))
                            && verifies(
                                    Signature.getInstance("SHA" + size + "withECDSAinP1363Format"),
                                    ec,
                                    signed,
                                    halves(ec, signature));
                case "EdDSA" ->
                    key instanceof EdECPublicKey ed
                            && verifies(Signature.getInstance("Ed25519"), ed, signed, signature);
                default -> false;
            };
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static boolean verifies(Signature verifier, PublicKey key, byte[] signed, byte[] signature)
            throws GeneralSecurityException {
        verifier.initVerify(key);
        verifier.update(signed);
        return verifier.verify(signature);
    }

    /** How many bytes a number of a curve takes. */
    private static int bytes(ECKey key) {
        return (key.getParams().getCurve().getField().getFieldSize() + Byte.SIZE - 1) / Byte.SIZE;
    }

    /** The two numbers of a signature in full length: OPA splits any in the middle. */
    private static byte[] halves(ECKey key, byte[] signature) {
        int size = bytes(key);
        int middle = signature.length / 2;
        BigInteger first = new BigInteger(1, signature, 0, middle);
        BigInteger second = new BigInteger(1, signature, middle, signature.length - middle);
        if (first.bitLength() > size * Byte.SIZE || second.bitLength() > size * Byte.SIZE) {
            return new byte[0];
        }
        byte[] full = Arrays.copyOf(UnsignedBytes.of(first, size), 2 * size);
        System.arraycopy(UnsignedBytes.of(second, size), 0, full, size, size);
        return full;
    }

    /** A signature by a private key or a secret. */
    static byte[] sign(Object key, String algorithm, byte[] text) throws GeneralSecurityException {
        String size = algorithm.substring(Math.min(2, algorithm.length()));
        if (key instanceof JwtKeys.Unusable unusable) {
            throw new GeneralSecurityException(unusable.why());
        } else if (algorithm.startsWith("HS")) {
            if (key instanceof byte[] secret) {
                return Hashes.mac("HmacSHA" + size, secret, text);
            }
            if (key instanceof EdECPrivateKey) {
                throw new EvaluationException(
                        EvaluationException.UNSUPPORTED,
                        "a token signed with a private key as secret is not in this engine");
            }
            throw new GeneralSecurityException("invalid key type " + kind(key) + ". []byte is required");
        } else if (!(key instanceof PrivateKey)) {
            throw new GeneralSecurityException("the key is no private key");
        }
        Signature signer = switch (algorithm) {
            case "RS256", "RS384", "RS512" -> Signature.getInstance("SHA" + size + "withRSA");
            case "PS256", "PS384", "PS512" -> Signature.getInstance("RSASSA-PSS");
            case "ES256", "ES384", "ES512" -> Signature.getInstance("SHA" + size + "withECDSAinP1363Format");
            default -> Signature.getInstance("Ed25519");
        };
        if (algorithm.startsWith("PS")) {
            String hash = "SHA-" + size;
            signer.setParameter(new PSSParameterSpec(
                    hash, "MGF1", new MGF1ParameterSpec(hash), Integer.parseInt(size) / Byte.SIZE, 1));
        }
        signer.initSign((PrivateKey) key);
        signer.update(text);
        return signer.sign();
    }

    private static String kind(Object key) {
        return key instanceof byte[] ? "[]byte" : key.getClass().getSimpleName();
    }
}
