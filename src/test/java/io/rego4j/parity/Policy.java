package io.rego4j.parity;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A file that is compared.
 *
 * @param name its name in reports and locations
 */
record Policy(String name, Path file) {
    /**
     * The policies below a folder, or the one in a file, named by their paths below it.
     *
     * @throws Trouble if there is no such folder
     */
    static List<Policy> below(Path folder) throws IOException, Trouble {
        return below(folder, Files.isDirectory(folder) ? folder : Path.of(""));
    }

    /** The same, named by their paths below another folder. */
    static List<Policy> below(Path folder, Path root) throws IOException, Trouble {
        if (!Files.exists(folder)) {
            throw new Trouble("looked for policies in " + folder + ", which does not exist", "name a folder that does");
        }
        List<Policy> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            files.filter(file -> file.toString().endsWith(".rego") && Files.isRegularFile(file))
                    .sorted()
                    .forEach(file -> found.add(
                            new Policy(root.relativize(file).toString().replace('\\', '/'), file.toAbsolutePath())));
        }
        return found;
    }
}
