package io.rego4j.opa.functions.crypto;

import io.rego4j.opa.builtins.BuiltinException;
import io.rego4j.opa.functions.text.Strings;
import io.rego4j.opa.value.ArrayValue;
import io.rego4j.opa.value.NumberValue;
import io.rego4j.opa.value.ObjectValue;
import io.rego4j.opa.value.SetValue;
import io.rego4j.opa.value.StringValue;
import io.rego4j.opa.value.Value;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.PKIXCertPathBuilderResult;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Builds and verifies a chain of certificates: the first one is trusted, the last one is verified. */
final class ChainCheck {
    private static final Map<String, String> USAGES = Map.ofEntries(
            Map.entry("KeyUsageAny", "2.5.29.37.0"),
            Map.entry("KeyUsageServerAuth", "1.3.6.1.5.5.7.3.1"),
            Map.entry("KeyUsageClientAuth", "1.3.6.1.5.5.7.3.2"),
            Map.entry("KeyUsageCodeSigning", "1.3.6.1.5.5.7.3.3"),
            Map.entry("KeyUsageEmailProtection", "1.3.6.1.5.5.7.3.4"),
            Map.entry("KeyUsageIPSECEndSystem", "1.3.6.1.5.5.7.3.5"),
            Map.entry("KeyUsageIPSECTunnel", "1.3.6.1.5.5.7.3.6"),
            Map.entry("KeyUsageIPSECUser", "1.3.6.1.5.5.7.3.7"),
            Map.entry("KeyUsageTimeStamping", "1.3.6.1.5.5.7.3.8"),
            Map.entry("KeyUsageOCSPSigning", "1.3.6.1.5.5.7.3.9"),
            Map.entry("KeyUsageMicrosoftServerGatedCrypto", "1.3.6.1.4.1.311.10.3.3"),
            Map.entry("KeyUsageNetscapeServerGatedCrypto", "2.16.840.1.113730.4.1"),
            Map.entry("KeyUsageMicrosoftCommercialCodeSigning", "1.3.6.1.4.1.311.2.1.22"),
            Map.entry("KeyUsageMicrosoftKernelCodeSigning", "1.3.6.1.4.1.311.61.1.1"));
    private static final String ANY = "2.5.29.37.0";

    private Instant time;
    private String dnsName = "";
    private final List<String> usages = new ArrayList<>();

    private ChainCheck(Instant time) {
        this.time = time;
    }

    static ChainCheck now(Instant now) {
        return new ChainCheck(now);
    }

    static ChainCheck of(ObjectValue options, Instant now) throws BuiltinException {
        ChainCheck check = new ChainCheck(now);
        for (int i = 0; i < options.size(); i++) {
            if (options.key(i) instanceof StringValue name) {
                check.add(name.text(), options.value(i));
            }
        }
        return check;
    }

    private void add(String name, Value value) throws BuiltinException {
        switch (name) {
            case "DNSName" -> {
                if (!(value instanceof StringValue text)) {
                    throw BuiltinException.of("'DNSName' should be a string");
                }
                dnsName = Strings.withoutQuotes(text.text());
            }
            case "CurrentTime" -> {
                if (!(value instanceof NumberValue number)) {
                    throw BuiltinException.of("'CurrentTime' should be a number");
                } else if (!number.isLong()) {
                    throw BuiltinException.of("'CurrentTime' should be a valid int64 number");
                } else {
                    time = Instant.ofEpochSecond(Math.floorDiv(number.longValue(), 1_000_000_000L));
                }
            }
            case "MaxConstraintComparisons" -> {
                if (!(value instanceof NumberValue number)) {
                    throw BuiltinException.of("'MaxConstraintComparisons' should be a number");
                } else if (!number.isLong()) {
                    throw BuiltinException.of("'MaxConstraintComparisons' should be a valid number");
                }
            }
            case "KeyUsages" -> addUsages(value);
            default -> throw BuiltinException.of("invalid key option");
        }
    }

    private void addUsages(Value value) throws BuiltinException {
        if (!(value instanceof ArrayValue) && !(value instanceof SetValue)) {
            throw BuiltinException.of("'KeyUsages' should be an Array or Set");
        }
        List<String> invalid = new ArrayList<>();
        for (Object item : (Iterable<?>) value) {
            if (item instanceof StringValue text) {
                String name = Strings.withoutQuotes(text.text());
                String usage = USAGES.get(name);
                if (usage == null) {
                    invalid.add(name);
                } else {
                    usages.add(usage);
                }
            }
        }
        if (!invalid.isEmpty()) {
            throw BuiltinException.of("invalid entries for 'KeyUsages' found: [" + String.join(" ", invalid) + "]");
        }
    }

    /**
     * The chain from the last certificate to the first one.
     *
     * @throws GeneralSecurityException if there is none, or it does not hold what is asked for
     */
    List<byte[]> chain(List<byte[]> certificates) throws GeneralSecurityException {
        if (certificates.size() < 2) {
            throw new CertificateException("must supply at least two certificates to be able to verify");
        }
        List<X509Certificate> all = new ArrayList<>();
        for (byte[] certificate : certificates) {
            all.add(X509.certificate(certificate));
        }
        X509Certificate root = all.get(0);
        X509Certificate leaf = all.get(all.size() - 1);
        root.checkValidity(Date.from(time));
        List<byte[]> chain = new ArrayList<>();
        if (leaf.equals(root)) {
            chain.add(leaf.getEncoded());
        } else {
            X509CertSelector target = new X509CertSelector();
            target.setCertificate(leaf);
            PKIXBuilderParameters parameters = new PKIXBuilderParameters(Set.of(new TrustAnchor(root, null)), target);
            parameters.addCertStore(CertStore.getInstance("Collection", new CollectionCertStoreParameters(all)));
            parameters.setRevocationEnabled(false);
            parameters.setDate(Date.from(time));
            PKIXCertPathBuilderResult path = (PKIXCertPathBuilderResult)
                    CertPathBuilder.getInstance("PKIX").build(parameters);
            for (Certificate certificate : path.getCertPath().getCertificates()) {
                chain.add(certificate.getEncoded());
            }
            chain.add(root.getEncoded());
        }
        requireName(leaf);
        requireUsage(leaf);
        return chain;
    }

    private void requireName(X509Certificate leaf) throws GeneralSecurityException {
        if (dnsName.isEmpty()) {
            return;
        }
        String host = dnsName.toLowerCase(Locale.ROOT).replaceAll("\\.$", "");
        Collection<List<?>> names = leaf.getSubjectAlternativeNames();
        for (List<?> name : names == null ? List.<List<?>>of() : names) {
            boolean dns = Integer.valueOf(2).equals(name.get(0)) && matches(String.valueOf(name.get(1)), host);
            boolean address = Integer.valueOf(7).equals(name.get(0)) && host.equals(name.get(1));
            if (dns || address) {
                return;
            }
        }
        throw new CertificateException("no such name");
    }

    private static boolean matches(String pattern, String host) {
        String lower = pattern.toLowerCase(Locale.ROOT);
        int dot = host.indexOf('.');
        return lower.equals(host)
                || lower.startsWith("*.") && dot > 0 && lower.substring(1).equals(host.substring(dot));
    }

    /** Go asks for server authentication if nothing is asked for. */
    private void requireUsage(X509Certificate leaf) throws GeneralSecurityException {
        List<String> wanted = usages.isEmpty() ? List.of("1.3.6.1.5.5.7.3.1") : usages;
        @Nullable List<String> given = leaf.getExtendedKeyUsage();
        boolean holds = wanted.contains(ANY)
                || given == null
                || given.contains(ANY)
                || given.stream().anyMatch(wanted::contains);
        if (!holds) {
            throw new CertificateException("incompatible key usage");
        }
    }
}
