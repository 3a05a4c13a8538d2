package io.rego4j.opa.functions.crypto;

import io.rego4j.opa.builtins.EvaluationException;
import io.rego4j.opa.value.ArrayValue;
import io.rego4j.opa.value.BooleanValue;
import io.rego4j.opa.value.NullValue;
import io.rego4j.opa.value.NumberValue;
import io.rego4j.opa.value.ObjectValue;
import io.rego4j.opa.value.StringValue;
import io.rego4j.opa.value.Value;
import java.math.BigInteger;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Certificates, and requests for them, with the fields of Go's {@code x509.Certificate}. */
final class CertificateObject {
    private static final List<String> EMPTY_LISTS = List.of(
            "CRLDistributionPoints",
            "DNSNames",
            "EmailAddresses",
            "ExcludedDNSDomains",
            "ExcludedEmailAddresses",
            "ExcludedIPRanges",
            "ExcludedURIDomains",
            "ExtKeyUsage",
            "Extensions",
            "ExtraExtensions",
            "IPAddresses",
            "IssuingCertificateURL",
            "OCSPServer",
            "PermittedDNSDomains",
            "PermittedEmailAddresses",
            "PermittedIPRanges",
            "PermittedURIDomains",
            "Policies",
            "PolicyIdentifiers",
            "PolicyMappings",
            "URIs",
            "UnknownExtKeyUsage",
            "UnhandledCriticalExtensions",
            "AuthorityKeyId",
            "SubjectKeyId");
    private static final List<String> ZEROS =
            List.of("InhibitAnyPolicy", "InhibitPolicyMapping", "RequireExplicitPolicy", "MaxPathLen", "KeyUsage");
    private static final List<String> NOS = List.of(
            "InhibitAnyPolicyZero",
            "InhibitPolicyMappingZero",
            "RequireExplicitPolicyZero",
            "MaxPathLenZero",
            "IsCA",
            "BasicConstraintsValid",
            "PermittedDNSDomainsCritical");
    /** What Go has fields for, and this object has not. */
    private static final Set<String> UNSUPPORTED_EXTENSIONS =
            Set.of("2.5.29.30", "2.5.29.33", "2.5.29.36", "2.5.29.54");

    private static final List<String> USAGES = List.of(
            "2.5.29.37.0",
            "1.3.6.1.5.5.7.3.1",
            "1.3.6.1.5.5.7.3.2",
            "1.3.6.1.5.5.7.3.3",
            "1.3.6.1.5.5.7.3.4",
            "1.3.6.1.5.5.7.3.5",
            "1.3.6.1.5.5.7.3.6",
            "1.3.6.1.5.5.7.3.7",
            "1.3.6.1.5.5.7.3.8",
            "1.3.6.1.5.5.7.3.9",
            "1.3.6.1.4.1.311.10.3.3",
            "2.16.840.1.113730.4.1",
            "1.3.6.1.4.1.311.2.1.22",
            "1.3.6.1.4.1.311.61.1.1");

    private final Map<String, Value> fields = new HashMap<>();
    private final List<String> uriTexts = new ArrayList<>();

    private CertificateObject() {}

    static Value base64(byte[] bytes) {
        return StringValue.of(Base64.getEncoder().encodeToString(bytes));
    }

    private static Value texts(List<String> texts) {
        return ArrayValue.of(texts.stream().map(StringValue::of).toList());
    }

    private static Value oid(List<Integer> numbers) {
        return ArrayValue.of(numbers.stream().map(NumberValue::of).toList());
    }

    private ObjectValue build() {
        ObjectValue.Builder object = new ObjectValue.Builder();
        fields.forEach(object::put);
        return object.build();
    }

    /** A certificate. Its addresses as texts are a field that OPA adds, where it adds one. */
    static ObjectValue certificate(byte[] encoded, boolean withTexts) throws Der.Malformed {
        CertificateObject object = new CertificateObject();
        EMPTY_LISTS.forEach(name -> object.fields.put(name, NullValue.NULL));
        ZEROS.forEach(name -> object.fields.put(name, NumberValue.ZERO));
        NOS.forEach(name -> object.fields.put(name, BooleanValue.FALSE));
        Der whole = Der.one(encoded);
        Der signed = whole.child(0);
        List<Der> parts = new ArrayList<>(signed.children());
        int version = 1;
        if (parts.get(0).tag() == 0xa0) {
            version = parts.remove(0).child(0).integer().intValue() + 1;
        }
        object.fields.put("Raw", base64(encoded));
        object.fields.put("RawTBSCertificate", base64(signed.encoded()));
        object.fields.put("Version", NumberValue.of(version));
        object.fields.put("SerialNumber", NumberValue.of(parts.get(0).integer()));
        object.signature(whole);
        object.name("Issuer", parts.get(2));
        object.fields.put("NotBefore", time(parts.get(3).child(0)));
        object.fields.put("NotAfter", time(parts.get(3).child(1)));
        object.name("Subject", parts.get(4));
        object.publicKey(parts.get(5));
        for (Der part : parts.subList(6, parts.size())) {
            if (part.tag() == 0xa3) {
                object.extensions(part.child(0).children());
            }
        }
        if (withTexts) {
            Value uris = object.fields.get("URIs");
            object.fields.put("URIStrings", uris instanceof ArrayValue ? texts(object.uriTexts) : NullValue.NULL);
        }
        return object.build();
    }

    /** A request for a certificate. */
    static ObjectValue request(byte[] encoded) throws Der.Malformed {
        CertificateObject object = new CertificateObject();
        for (String name : List.of(
                "Attributes", "DNSNames", "EmailAddresses", "Extensions", "ExtraExtensions", "IPAddresses", "URIs")) {
            object.fields.put(name, NullValue.NULL);
        }
        Der whole = Der.one(encoded);
        Der signed = whole.child(0);
        List<Der> parts = signed.children();
        object.fields.put("Raw", base64(encoded));
        object.fields.put("RawTBSCertificateRequest", base64(signed.encoded()));
        object.fields.put("Version", NumberValue.of(parts.get(0).integer()));
        object.name("Subject", parts.get(1));
        object.publicKey(parts.get(2));
        object.signature(whole);
        if (parts.size() > 3) {
            object.attributes(parts.get(3).children());
        }
        return object.build();
    }

    private void attributes(List<Der> attributes) throws Der.Malformed {
        List<Value> shown = new ArrayList<>();
        for (Der attribute : attributes) {
            if (!attribute.child(0).dotted().equals("1.2.840.113549.1.9.14")) {
                continue;
            }
            List<Value> sets = new ArrayList<>();
            for (Der set : attribute.child(1).children()) {
                List<Value> items = new ArrayList<>();
                for (Der extension : set.children()) {
                    List<Der> parts = extension.children();
                    ObjectValue.Builder item = new ObjectValue.Builder();
                    item.put("Type", oid(parts.get(0).oid()));
                    item.put("Value", base64(parts.get(parts.size() - 1).content()));
                    items.add(item.build());
                }
                sets.add(ArrayValue.of(items));
                extensions(set.children());
            }
            shown.add(new ObjectValue.Builder()
                    .put("Type", oid(attribute.child(0).oid()))
                    .put("Value", ArrayValue.of(sets))
                    .build());
        }
        if (!shown.isEmpty()) {
            fields.put("Attributes", ArrayValue.of(shown));
        }
    }

    private void signature(Der whole) throws Der.Malformed {
        fields.put("SignatureAlgorithm", NumberValue.of(PublicKeys.signatureAlgorithm(whole.child(1))));
        fields.put("Signature", base64(whole.child(2).bits()));
    }

    private void publicKey(Der info) throws Der.Malformed {
        fields.put("RawSubjectPublicKeyInfo", base64(info.encoded()));
        fields.put("PublicKeyAlgorithm", NumberValue.of(PublicKeys.algorithm(info)));
        fields.put("PublicKey", PublicKeys.value(info));
    }

    private void name(String field, Der name) throws Der.Malformed {
        fields.put("Raw" + field, base64(name.encoded()));
        fields.put(field, DistinguishedName.of(name));
    }

    private static Value time(Der time) {
        String digits = time.text();
        String full = digits.length() == 13 ? (digits.charAt(0) < '5' ? "20" : "19") + digits : digits;
        LocalDateTime moment = LocalDateTime.parse(full, DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'", Locale.ROOT));
        return StringValue.of(moment.format(DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss'Z'", Locale.ROOT)));
    }

    private void extensions(List<Der> extensions) throws Der.Malformed {
        List<Value> shown = new ArrayList<>();
        List<Value> unhandled = new ArrayList<>();
        for (Der extension : extensions) {
            List<Der> parts = extension.children();
            boolean critical = parts.size() > 2 && parts.get(1).content()[0] != 0;
            byte[] value = parts.get(parts.size() - 1).content();
            shown.add(new ObjectValue.Builder()
                    .put("Id", oid(parts.get(0).oid()))
                    .put("Critical", BooleanValue.of(critical))
                    .put("Value", base64(value))
                    .build());
            if (!extension(parts.get(0).dotted(), Der.one(value)) && critical) {
                unhandled.add(oid(parts.get(0).oid()));
            }
        }
        fields.put("Extensions", ArrayValue.of(shown));
        if (!unhandled.isEmpty() && fields.containsKey("UnhandledCriticalExtensions")) {
            fields.put("UnhandledCriticalExtensions", ArrayValue.of(unhandled));
        }
    }

    private boolean extension(String id, Der value) throws Der.Malformed {
        boolean request = !fields.containsKey("IsCA");
        switch (id) {
            case "2.5.29.17" -> alternativeNames(value);
            case "2.5.29.15" -> put(request, "KeyUsage", keyUsage(value.bits()));
            case "2.5.29.37" -> usages(request, value);
            case "2.5.29.19" -> basicConstraints(request, value);
            case "2.5.29.14" -> put(request, "SubjectKeyId", base64(value.content()));
            case "2.5.29.35" -> {
                for (Der part : value.children()) {
                    if (part.tag() == 0x80) {
                        put(request, "AuthorityKeyId", base64(part.content()));
                    }
                }
            }
            case "2.5.29.31" -> put(request, "CRLDistributionPoints", distributionPoints(value));
            case "2.5.29.32" -> policies(request, value);
            case "1.3.6.1.5.5.7.1.1" -> authorityInformation(request, value);
            default -> {
                if (UNSUPPORTED_EXTENSIONS.contains(id) && !request) {
                    throw new EvaluationException(
                            EvaluationException.UNSUPPORTED,
                            "a certificate with the extension " + id + " is not in this engine");
                }
                return false;
            }
        }
        return true;
    }

    private void put(boolean request, String name, Value value) {
        if (!request) {
            fields.put(name, value);
        }
    }

    private static Value keyUsage(byte[] bits) {
        int usage = 0;
        for (int i = 0; i < 9 && i / 8 < bits.length; i++) {
            usage |= (bits[i / 8] >> 7 - i % 8 & 1) << i;
        }
        return NumberValue.of(usage);
    }

    private void usages(boolean request, Der value) throws Der.Malformed {
        List<Value> known = new ArrayList<>();
        List<Value> unknown = new ArrayList<>();
        for (Der usage : value.children()) {
            int place = USAGES.indexOf(usage.dotted());
            if (place >= 0) {
                known.add(NumberValue.of(place));
            } else {
                unknown.add(oid(usage.oid()));
            }
        }
        put(request, "ExtKeyUsage", known.isEmpty() ? NullValue.NULL : ArrayValue.of(known));
        put(request, "UnknownExtKeyUsage", unknown.isEmpty() ? NullValue.NULL : ArrayValue.of(unknown));
    }

    private void basicConstraints(boolean request, Der value) throws Der.Malformed {
        BigInteger length = BigInteger.ONE.negate();
        boolean authority = false;
        for (Der part : value.children()) {
            if (part.tag() == Der.INTEGER) {
                length = part.integer();
            } else {
                authority = part.content()[0] != 0;
            }
        }
        put(request, "BasicConstraintsValid", BooleanValue.TRUE);
        put(request, "IsCA", BooleanValue.of(authority));
        put(request, "MaxPathLen", NumberValue.of(length));
        put(request, "MaxPathLenZero", BooleanValue.of(length.signum() == 0));
    }

    private void alternativeNames(Der value) throws Der.Malformed {
        List<String> dns = new ArrayList<>();
        List<String> emails = new ArrayList<>();
        List<String> addresses = new ArrayList<>();
        List<Value> uris = new ArrayList<>();
        for (Der name : value.children()) {
            switch (name.tag()) {
                case 0x81 -> emails.add(name.text());
                case 0x82 -> dns.add(name.text());
                case 0x86 -> {
                    uriTexts.add(name.text());
                    uris.add(DistinguishedName.uri(name.text()));
                }
                case 0x87 -> addresses.add(DistinguishedName.address(name.content()));
                default -> {}
            }
        }
        fields.put("DNSNames", dns.isEmpty() ? NullValue.NULL : texts(dns));
        fields.put("EmailAddresses", emails.isEmpty() ? NullValue.NULL : texts(emails));
        fields.put("IPAddresses", addresses.isEmpty() ? NullValue.NULL : texts(addresses));
        fields.put("URIs", uris.isEmpty() ? NullValue.NULL : ArrayValue.of(uris));
    }

    private static Value distributionPoints(Der value) throws Der.Malformed {
        List<String> points = new ArrayList<>();
        for (Der point : value.children()) {
            for (Der part : point.children()) {
                if (part.tag() == 0xa0 && part.child(0).tag() == 0xa0) {
                    for (Der name : part.child(0).children()) {
                        if (name.tag() == 0x86) {
                            points.add(name.text());
                        }
                    }
                }
            }
        }
        return points.isEmpty() ? NullValue.NULL : texts(points);
    }

    private void policies(boolean request, Der value) throws Der.Malformed {
        List<Value> identifiers = new ArrayList<>();
        List<String> policies = new ArrayList<>();
        for (Der policy : value.children()) {
            identifiers.add(oid(policy.child(0).oid()));
            policies.add(policy.child(0).dotted());
        }
        put(request, "PolicyIdentifiers", ArrayValue.of(identifiers));
        put(request, "Policies", texts(policies));
    }

    private void authorityInformation(boolean request, Der value) throws Der.Malformed {
        List<String> servers = new ArrayList<>();
        List<String> issuers = new ArrayList<>();
        for (Der access : value.children()) {
            if (access.child(1).tag() == 0x86) {
                String text = access.child(1).text();
                switch (access.child(0).dotted()) {
                    case "1.3.6.1.5.5.7.48.1" -> servers.add(text);
                    case "1.3.6.1.5.5.7.48.2" -> issuers.add(text);
                    default -> {}
                }
            }
        }
        put(request, "OCSPServer", servers.isEmpty() ? NullValue.NULL : texts(servers));
        put(request, "IssuingCertificateURL", issuers.isEmpty() ? NullValue.NULL : texts(issuers));
    }
}
