package io.rego4j.format;

import io.rego4j.opa.OpaBinary;
import io.rego4j.source.RegoVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The real {@code opa fmt}. */
final class OpaFmt {
    private OpaFmt() {}

    /** What it writes, even if it is no Rego. Its command knows v0, v1, and v0 or v1 written for both. */
    static String text(String source, RegoVersion read, RegoVersion to) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("fmt", "--check-result=false"));
        if (read == RegoVersion.V0) {
            arguments.add(to == RegoVersion.V0 ? "--v0-compatible" : "--v0-v1");
        }
        Path file = Files.createTempFile("opa-fmt", ".rego");
        try {
            Files.writeString(file, source);
            arguments.add(file.toString());
            Process process = OpaBinary.find()
                    .process(arguments)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
            return text;
        } finally {
            Files.delete(file);
        }
    }
}
