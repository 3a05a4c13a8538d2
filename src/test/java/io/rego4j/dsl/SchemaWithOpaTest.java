package io.rego4j.dsl;

import static io.rego4j.dsl.Dsl.input;
import static io.rego4j.dsl.Dsl.metadata;
import static io.rego4j.dsl.Dsl.module;
import static io.rego4j.dsl.Dsl.rule;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.rego4j.Rego;
import io.rego4j.testing.OpaProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With the JSON Schema of an input class, the real {@code opa check --schema} verifies a policy. */
class SchemaWithOpaTest {
    record Person(@JsonProperty("e_mail") String email, Optional<String> nick) {}

    enum Method {
        GET,
        PUT
    }

    record PetRequest(
            Method method,
            List<String> path,
            Person owner,
            int age,
            Instant at,
            List<Person> sitters,
            Map<String, Boolean> flags) {}

    @TempDir
    Path folder;

    private OpaProgram.Result check(Condition... conditions) throws IOException {
        Files.createDirectories(folder.resolve("schemas"));
        Files.writeString(
                folder.resolve("schemas/request.json"), input(PetRequest.class).schema());
        String policy = Rego.format(module("pets")
                .add(rule("allow")
                        .metadata(metadata().schema(input(), "request"))
                        .when(conditions))
                .build());
        Files.writeString(folder.resolve("pets.rego"), policy);
        return OpaProgram.tryRun(folder, "check", "--schema", "schemas", "pets.rego");
    }

    @Test
    void whatTheClassHasIsAccepted() throws IOException {
        TypedInput<PetRequest> in = input(PetRequest.class);

        OpaProgram.Result result = check(
                in.at(PetRequest::method).eq(Method.PUT),
                in.each(PetRequest::path, 0).eq("pets"),
                in.at(PetRequest::owner).at(Person::email).eq("jane"),
                in.at(PetRequest::owner).at(Person::nick),
                in.at(PetRequest::age).gt(3),
                Builtins.timeParseRfc3339Ns(in.at(PetRequest::at)).gt(0),
                in.each(PetRequest::sitters).at(Person::email).eq("joe"),
                in.at(PetRequest::flags).get("vip"));

        assertThat(result.output()).isBlank();
        assertThat(result.exitCode()).isZero();
    }

    @Test
    void aFieldThatTheClassDoesNotHaveIsReported() throws IOException {
        assertThat(check(input("ownr").eq("jane")).output()).contains("undefined ref: input.ownr", "have: \"ownr\"");
        assertThat(check(input("owner.email").eq("jane")).output()).contains("undefined ref: input.owner.email");
        assertThat(check(input("sitters", Dsl.wildcard(), "mail")).output())
                .contains("undefined ref: input.sitters[_].mail");
    }

    @Test
    void aFieldOfAnotherTypeIsReported() throws IOException {
        assertThat(check(Builtins.startsWith(input("age"), "1")).output()).contains("startswith: invalid argument(s)");
        assertThat(check(input("age").eq("three")).output()).contains("match error");
    }
}
