package io.rego4j.maven;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A small project in a folder, and the real Maven that builds it. */
final class MavenProjectFolder {
    static final String VERSION = System.getProperty("it.version");

    private final Path folder;

    MavenProjectFolder(Path folder) {
        this.folder = folder;
    }

    Path file(String name) {
        return folder.resolve(name);
    }

    MavenProjectFolder with(String name, String text) throws IOException {
        Path file = file(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        return this;
    }

    /** A pom.xml with a configured plugin, and dependencies. */
    MavenProjectFolder pom(String dependencies, String plugins) throws IOException {
        return with("pom.xml", """
                <project xmlns="http://maven.apache.org/POM/4.0.0">
                  <modelVersion>4.0.0</modelVersion>
                  <groupId>com.example</groupId>
                  <artifactId>shop</artifactId>
                  <version>1</version>
                  <properties>
                    <maven.compiler.release>17</maven.compiler.release>
                    <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
                  </properties>
                  <dependencies>
                %s
                  </dependencies>
                  <build>
                    <plugins>
                      <plugin>
                        <artifactId>maven-compiler-plugin</artifactId>
                        <version>3.16.0</version>
                      </plugin>
                      <plugin>
                        <artifactId>maven-surefire-plugin</artifactId>
                        <version>3.6.1</version>
                      </plugin>
                      <plugin>
                        <artifactId>maven-jar-plugin</artifactId>
                        <version>3.4.2</version>
                      </plugin>
                      <plugin>
                        <artifactId>maven-resources-plugin</artifactId>
                        <version>3.3.1</version>
                      </plugin>
                %s
                    </plugins>
                  </build>
                </project>
                """.formatted(dependencies, plugins));
    }

    static String dependency(String group, String artifact, String version, String scope) {
        return "<dependency><groupId>" + group + "</groupId><artifactId>" + artifact + "</artifactId><version>"
                + version + "</version><scope>" + scope + "</scope></dependency>\n";
    }

    /** The plugin of this project with goals at their usual phases, and configuration. */
    static String plugin(String configuration, String... goals) {
        StringBuilder text = new StringBuilder("<plugin><groupId>io.rego4j</groupId>"
                + "<artifactId>rego4j-maven-plugin</artifactId><version>" + VERSION + "</version><configuration>"
                + configuration + "</configuration><executions><execution><goals>");
        for (String goal : goals) {
            text.append("<goal>").append(goal).append("</goal>");
        }
        return text.append("</goals></execution></executions></plugin>").toString();
    }

    /** What a run of Maven said, without colours, and its exit code. */
    record Run(int exitCode, String output) {}

    Run mvn(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("it.maven"), "bin", "mvn").toString());
        command.addAll(
                List.of("-B", "-Dstyle.color=never", "-Dmaven.repo.local=" + System.getProperty("it.repository")));
        if (!System.getProperty("it.settings", "").isEmpty()) {
            command.addAll(List.of("-gs", System.getProperty("it.settings")));
        }
        command.addAll(List.of(arguments));
        return run(command);
    }

    Run run(List<String> command) throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().put("MAVEN_OPTS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC");
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.waitFor(), output.replaceAll("\u001b\\[[0-9;]*m", ""));
    }
}
