package io.rego4j.playground;

import com.fasterxml.jackson.databind.JsonNode;
import io.rego4j.bundle.Bundle;
import io.rego4j.bundle.BundleBuilder;
import io.rego4j.bundle.BundleException;
import io.rego4j.bundle.SignatureAlgorithm;
import io.rego4j.bundle.SigningKey;
import io.rego4j.internal.io.TemporaryFiles;
import io.rego4j.source.Source;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/** The downloads of the page: a folder as a zip file, and a bundle. */
final class Downloads {
    private final KeptDocuments documents;

    Downloads(KeptDocuments documents) {
        this.documents = documents;
    }

    /** The modules, the data, the input, and a test of the answer that is shown; {@code opa test .} in it passes. */
    byte[] folder(JsonNode request) throws IOException {
        Workspace workspace = Workspace.read(request);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Path temporary = TemporaryFiles.folder();
        try (ZipOutputStream zip = new ZipOutputStream(bytes, StandardCharsets.UTF_8)) {
            Set<String> taken = new HashSet<>();
            for (Source module : workspace.modules().values()) {
                add(zip, entry(module.name(), taken), module.text());
            }
            String data = documents.write(request.path("data"), temporary, "data");
            if (data != null) {
                add(zip, data, Files.readString(temporary.resolve(data)));
            }
            String input = documents.write(request.path("input"), temporary, "input");
            if (input != null) {
                // In another form than data: "opa test ." loads every JSON file as data.
                add(zip, "request/" + input, Files.readString(temporary.resolve(input)));
            }
            String test = ShownTest.of(workspace, request, input == null ? null : temporary.resolve(input));
            if (test != null) {
                add(zip, entry("shown_test.rego", taken), test);
            }
        } finally {
            TemporaryFiles.delete(temporary);
        }
        return bytes.toByteArray();
    }

    /** A unique name without parts that lead out of the folder. */
    private static String entry(String name, Set<String> taken) {
        String plain = name.replaceAll("[^A-Za-z0-9_./-]", "_").replaceAll("(^|/)[./]+", "$1");
        String whole = plain.endsWith(".rego") ? plain : plain + ".rego";
        String unique = whole;
        for (int i = 2; !taken.add(unique.toLowerCase(Locale.ROOT)); i++) {
            unique = whole.replaceFirst("(_test)?\\.rego$", "-" + i + "$1.rego");
        }
        return unique;
    }

    private static void add(ZipOutputStream zip, String name, String text) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTime(0); // The same content is the same file.
        zip.putNextEntry(entry);
        zip.write(text.getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
    }

    /** The modules without tests, and the data, as a bundle; signed if there is a key. */
    byte[] bundle(JsonNode request) throws IOException {
        Workspace workspace = Workspace.read(request);
        Path temporary = TemporaryFiles.folder();
        try {
            BundleBuilder builder = Bundle.builder()
                    .regoVersion(workspace.version())
                    .revision(request.path("revision").asText());
            Set<String> taken = new HashSet<>();
            for (Source module : workspace.modules().values()) {
                if (!module.name().endsWith("_test.rego")) {
                    builder.module(entry(module.name(), taken), module.text());
                }
            }
            addData(builder, documents.write(request.path("data"), temporary, "data"), temporary);
            Bundle bundle = builder.build();
            JsonNode signing = request.path("signing");
            return (signing.isObject() ? bundle.signedWith(key(signing)) : bundle).toBytes();
        } catch (BundleException | IllegalArgumentException e) {
            throw RequestException.bad(e.getMessage());
        } finally {
            TemporaryFiles.delete(temporary);
        }
    }

    private static void addData(BundleBuilder builder, @Nullable String data, Path folder) throws IOException {
        if (data == null) {
            return;
        }
        String text = Files.readString(folder.resolve(data));
        if (data.endsWith(".json")) {
            builder.json("data.json", text);
        } else {
            builder.yaml("data.yaml", text);
        }
    }

    private static SigningKey key(JsonNode signing) throws RequestException {
        String key = signing.path("key").asText();
        if (key.isBlank()) {
            throw RequestException.bad("a signature needs a secret or a private key");
        }
        return SigningKey.of(
                signing.path("keyId").asText("default"),
                SignatureAlgorithm.of(signing.path("algorithm").asText()),
                key);
    }
}
