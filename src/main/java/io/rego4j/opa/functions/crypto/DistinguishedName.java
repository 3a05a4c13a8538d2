package io.rego4j.opa.functions.crypto;

import io.rego4j.internal.go.GoUrl;
import io.rego4j.opa.builtins.BuiltinException;
import io.rego4j.opa.functions.text.Urls;
import io.rego4j.opa.value.ArrayValue;
import io.rego4j.opa.value.BooleanValue;
import io.rego4j.opa.value.NullValue;
import io.rego4j.opa.value.NumberValue;
import io.rego4j.opa.value.ObjectValue;
import io.rego4j.opa.value.StringValue;
import io.rego4j.opa.value.Value;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Names in certificates, with the fields of Go's {@code pkix.Name} and {@code url.URL}. */
final class DistinguishedName {
    private static final Map<Integer, String> LISTS = Map.of(
            6,
            "Country",
            10,
            "Organization",
            11,
            "OrganizationalUnit",
            7,
            "Locality",
            8,
            "Province",
            9,
            "StreetAddress",
            17,
            "PostalCode");

    private DistinguishedName() {}

    static Value of(Der name) throws Der.Malformed {
        ObjectValue.Builder object = new ObjectValue.Builder();
        List<Value> names = new ArrayList<>();
        Map<String, List<Value>> lists = new TreeMap<>();
        object.put("CommonName", StringValue.of(""));
        object.put("SerialNumber", StringValue.of(""));
        for (Der set : name.children()) {
            for (Der pair : set.children()) {
                List<Integer> type = pair.child(0).oid();
                Value text = StringValue.of(pair.child(1).text());
                names.add(new ObjectValue.Builder()
                        .put(
                                "Type",
                                ArrayValue.of(type.stream().map(NumberValue::of).toList()))
                        .put("Value", text)
                        .build());
                if (type.size() == 4 && type.subList(0, 3).equals(List.of(2, 5, 4))) {
                    int kind = type.get(3);
                    if (kind == 3 || kind == 5) {
                        object.put(kind == 3 ? "CommonName" : "SerialNumber", text);
                    } else if (LISTS.containsKey(kind)) {
                        lists.computeIfAbsent(String.valueOf(LISTS.get(kind)), key -> new ArrayList<>())
                                .add(text);
                    }
                }
            }
        }
        LISTS.values().forEach(list -> object.put(list, NullValue.NULL));
        lists.forEach((list, items) -> object.put(list, ArrayValue.of(items)));
        object.put("ExtraNames", NullValue.NULL);
        object.put("Names", names.isEmpty() ? NullValue.NULL : ArrayValue.of(names));
        return object.build();
    }

    static Value uri(String text) {
        ObjectValue.Builder object = new ObjectValue.Builder();
        try {
            GoUrl uri = Urls.parsed(StringValue.of(text));
            boolean raw = !uri.rawPath().equals(uri.path());
            object.put("Scheme", StringValue.of(uri.scheme()))
                    .put("Host", StringValue.of(uri.host()))
                    .put("Path", StringValue.of(uri.path()))
                    .put("RawPath", StringValue.of(raw ? uri.rawPath() : ""))
                    .put("RawQuery", StringValue.of(uri.query()))
                    .put("Fragment", StringValue.of(uri.fragment()));
        } catch (BuiltinException e) {
            return NullValue.NULL;
        }
        return object.put("Opaque", StringValue.of(""))
                .put("RawFragment", StringValue.of(""))
                .put("ForceQuery", BooleanValue.FALSE)
                .put("OmitHost", BooleanValue.FALSE)
                .put("User", NullValue.NULL)
                .build();
    }

    static String address(byte[] bytes) {
        try {
            String text = InetAddress.getByAddress(bytes).getHostAddress();
            // Java leaves no zeros out.
            return text.replaceFirst("(?:^|:)0(?::0)+(?::|$)", "::");
        } catch (UnknownHostException e) {
            return "";
        }
    }
}
