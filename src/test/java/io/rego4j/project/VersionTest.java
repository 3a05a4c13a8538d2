package io.rego4j.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The version stands in several files, which {@code scripts/version} changes; here they must be alike. */
class VersionTest {
    private static final Pattern OWN =
            Pattern.compile("<version>(\\d+\\.\\d+\\.\\d+(?:-SNAPSHOT)?)</version>");

    private static String version() throws IOException {
        Matcher own = OWN.matcher(Files.readString(Path.of("pom.xml")));
        assertThat(own.find()).isTrue();
        return own.group(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"maven-plugin/pom.xml", "samples/spring/pom.xml", "README.md", "docs/install.md", "docs/maven.md"})
    void eachFileNamesTheVersionOfThePom(String file) throws IOException {
        Pattern named = Pattern.compile(
                "<rego4j\\.version>([^<]*)<|io\\.rego4j:rego4j[a-z-]*:([\\w.-]+)|<artifactId>rego4j[a-z-]*</artifactId>\\s*<version>(\\d[^<]*)<");
        Matcher found = named.matcher(Files.readString(Path.of(file)));
        List<String> versions = new ArrayList<>();
        while (found.find()) {
            for (int group = 1; group <= found.groupCount(); group++) {
                if (found.group(group) != null) {
                    versions.add(found.group(group));
                }
            }
        }
        assertThat(versions).isNotEmpty().containsOnly(version());
    }

    @Test
    void theMavenPluginHasTheOptionalLibrariesOfThePom() throws IOException {
        String library = Files.readString(Path.of("pom.xml"));
        String plugin = Files.readString(Path.of("maven-plugin/pom.xml"));
        for (String name : List.of("picocli", "javapoet", "jose", "diffutils")) {
            Matcher version =
                    Pattern.compile("<" + name + "\\.version>[^<]*</").matcher(library);
            assertThat(version.find()).isTrue();
            assertThat(plugin).contains(version.group());
        }
    }
}
