package io.rego4j.bundle.manifest;

import io.rego4j.bundle.BundleException;
import io.rego4j.bundle.BundleFile;
import io.rego4j.bundle.JsonNumber;
import io.rego4j.bundle.Manifest;
import io.rego4j.bundle.json.JsonDocuments;
import io.rego4j.source.RegoVersion;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The manifest as protocol buffers, {@code .manifest.pb}, which {@code opa build -t plan --format proto} writes. OPA:
 * {@code v1/bundle/manifest.proto}. It is only read: a bundle that is written again keeps the file as it was.
 */
public final class ManifestProto {
    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int BYTES = 2;
    private static final int FIXED32 = 5;

    private final String path;

    private ManifestProto(String path) {
        this.path = path;
    }

    public static Manifest read(BundleFile file) {
        try {
            return new ManifestProto(file.path()).manifest(buffer(file.bytes()));
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            throw new BundleException(file.path() + ": not a manifest in protocol buffers", e);
        }
    }

    private Manifest manifest(ByteBuffer in) {
        String revision = "";
        List<String> roots = new ArrayList<>();
        boolean rootsSet = false;
        List<Manifest.WasmResolver> wasm = new ArrayList<>();
        @Nullable RegoVersion version = null;
        Map<String, RegoVersion> files = new LinkedHashMap<>();
        Map<String, @Nullable Object> metadata = JsonDocuments.newObject();
        while (in.hasRemaining()) {
            int tag = (int) varint(in);
            switch (tag >>> 3) {
                case 1 -> revision = string(in);
                case 2 -> roots.add(string(in));
                case 3 -> wasm.add(resolver(bytes(in)));
                case 4 -> version = ManifestJson.version(path, varint(in));
                case 5 -> fileVersion(bytes(in), files);
                case 6 -> metadata.putAll(struct(bytes(in)));
                case 7 -> rootsSet = varint(in) != 0;
                default -> skip(in, tag);
            }
        }
        return new Manifest(revision, rootsSet ? roots : Roots.ALL, version, files, wasm, metadata);
    }

    private static Manifest.WasmResolver resolver(ByteBuffer in) {
        String entrypoint = "";
        String module = "";
        while (in.hasRemaining()) {
            int tag = (int) varint(in);
            switch (tag >>> 3) {
                case 1 -> entrypoint = string(in);
                case 2 -> module = string(in);
                default -> skip(in, tag);
            }
        }
        return new Manifest.WasmResolver(entrypoint, module, List.of());
    }

    private void fileVersion(ByteBuffer in, Map<String, RegoVersion> files) {
        String file = "";
        long version = 0;
        while (in.hasRemaining()) {
            int tag = (int) varint(in);
            switch (tag >>> 3) {
                case 1 -> file = string(in);
                case 2 -> version = varint(in);
                default -> skip(in, tag);
            }
        }
        files.put(file, ManifestJson.version(path, version));
    }

    /** {@code google.protobuf.Struct}: a map of values. */
    private static Map<String, @Nullable Object> struct(ByteBuffer in) {
        Map<String, @Nullable Object> object = JsonDocuments.newObject();
        while (in.hasRemaining()) {
            int tag = (int) varint(in);
            if (tag >>> 3 != 1) {
                skip(in, tag);
                continue;
            }
            ByteBuffer entry = bytes(in);
            String key = "";
            @Nullable Object value = null;
            while (entry.hasRemaining()) {
                int field = (int) varint(entry);
                switch (field >>> 3) {
                    case 1 -> key = string(entry);
                    case 2 -> value = value(bytes(entry));
                    default -> skip(entry, field);
                }
            }
            object.put(key, value);
        }
        return object;
    }

    private static @Nullable Object value(ByteBuffer in) {
        @Nullable Object value = null;
        while (in.hasRemaining()) {
            int tag = (int) varint(in);
            switch (tag >>> 3) {
                case 1 -> varint(in);
                case 2 -> value = JsonNumber.parsed(JsonDocuments.real(in.getDouble()));
                case 3 -> value = string(in);
                case 4 -> value = varint(in) != 0;
                case 5 -> value = struct(bytes(in));
                case 6 -> value = list(bytes(in));
                default -> skip(in, tag);
            }
        }
        return value;
    }

    private static List<@Nullable Object> list(ByteBuffer in) {
        List<@Nullable Object> values = new ArrayList<>();
        while (in.hasRemaining()) {
            int tag = (int) varint(in);
            if (tag >>> 3 == 1) {
                values.add(value(bytes(in)));
            } else {
                skip(in, tag);
            }
        }
        return values;
    }

    private static ByteBuffer buffer(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static long varint(ByteBuffer in) {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            byte next = in.get();
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new IllegalArgumentException("a number of more than 64 bits");
    }

    private static ByteBuffer bytes(ByteBuffer in) {
        int length = Math.toIntExact(varint(in));
        if (length < 0 || length > in.remaining()) {
            throw new IllegalArgumentException("a field longer than its message");
        }
        ByteBuffer part = in.slice(in.position(), length).order(ByteOrder.LITTLE_ENDIAN);
        in.position(in.position() + length);
        return part;
    }

    private static String string(ByteBuffer in) {
        return StandardCharsets.UTF_8.decode(bytes(in)).toString();
    }

    private static void skip(ByteBuffer in, int tag) {
        switch (tag & 7) {
            case VARINT -> varint(in);
            case FIXED64 -> in.getLong();
            case BYTES -> bytes(in);
            case FIXED32 -> in.getInt();
            default -> throw new IllegalArgumentException("wire type " + (tag & 7));
        }
    }
}
