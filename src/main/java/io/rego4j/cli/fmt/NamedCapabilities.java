package io.rego4j.cli.fmt;

import io.rego4j.check.Capabilities;
import io.rego4j.cli.command.UserError;
import io.rego4j.opa.OpaBinary;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The values of OPA's flag {@code --capabilities}: a file, or a version of OPA. */
final class NamedCapabilities {
    private NamedCapabilities() {}

    /**
     * The capabilities in a file, or of a version such as {@code v0.55.0}, which the real {@code opa} is asked for.
     *
     * @throws UserError with code 1 if there are none of that name
     */
    static Capabilities of(String fileOrVersion) {
        try {
            Path file = Path.of(fileOrVersion);
            if (Files.exists(file)) {
                return Capabilities.read(file);
            }
            if (fileOrVersion.equals("v" + Capabilities.VERSION)) {
                return Capabilities.current();
            }
            Process opa = OpaBinary.find()
                    .process(List.of("capabilities", "--version", fileOrVersion))
                    .redirectErrorStream(true)
                    .start();
            String json = new String(opa.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (opa.waitFor() == 0) {
                return Capabilities.of(json);
            }
        } catch (IOException e) {
            throw new UserError(1, e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new UserError(1, "no such file or capabilities version found: " + fileOrVersion);
    }
}
