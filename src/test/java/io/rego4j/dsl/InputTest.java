package io.rego4j.dsl;

import static io.rego4j.dsl.Dsl.input;
import static io.rego4j.dsl.Dsl.typed;
import static io.rego4j.dsl.Dsl.var;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** References into the input, typed by a class. */
class InputTest {
    enum Method {
        GET,
        PUT
    }

    record Person(
            @JsonProperty(value = "e_mail", required = true) String email, Optional<Person> boss) {}

    record PetRequest(
            Method method,
            List<String> path,
            Person owner,
            List<Person> sitters,
            int age,
            BigDecimal price,
            Instant at,
            Map<String, Boolean> flags) {}

    /** A bean in the old style. */
    public static final class Bean {
        public String getUserName() {
            return "";
        }

        public boolean isAdmin() {
            return false;
        }

        @JsonIgnore
        public String getSecret() {
            return "";
        }
    }

    @Test
    void namesAreThoseOfJson() {
        TypedInput<PetRequest> in = input(PetRequest.class);

        assertThat(in.at(PetRequest::method).toString()).isEqualTo("input.method");
        assertThat(in.at(PetRequest::owner).at(Person::email).toString()).isEqualTo("input.owner.e_mail");
        assertThat(input(Bean.class).at(Bean::getUserName).toString()).isEqualTo("input.userName");
        assertThat(input(Bean.class).at(Bean::isAdmin).toString()).isEqualTo("input.admin");
    }

    @Test
    void elementsAreReachedByWildcardOrIndex() {
        TypedInput<PetRequest> in = input(PetRequest.class);

        assertThat(in.each(PetRequest::sitters).at(Person::email).toString()).isEqualTo("input.sitters[_].e_mail");
        assertThat(in.each(PetRequest::path, 0).toString()).isEqualTo("input.path[0]");
        assertThat(in.each(PetRequest::sitters, var("i")).at(Person::email).toString())
                .isEqualTo("input.sitters[i].e_mail");
    }

    @Test
    void aVariableCanHaveATypeToo() {
        assertThat(typed(var("sitter"), Person.class).at(Person::email).toString())
                .isEqualTo("sitter.e_mail");
    }

    @Test
    void anOperandLikeAnyOther() {
        TypedInput<PetRequest> in = input(PetRequest.class);

        assertThat(in.at(PetRequest::method).eq(Method.PUT).toString()).isEqualTo("input.method == \"PUT\"");
    }

    @Test
    void aLambdaIsNoMethodReference() {
        assertThatThrownBy(() -> input(PetRequest.class).at(r -> r.method()))
                .hasMessage("not a reference to a method: write PetRequest::owner, not r -> r.owner()");
    }

    @Test
    void whatIsNotInTheJsonIsAnError() {
        assertThatThrownBy(() -> input(Bean.class).at(Bean::getSecret))
                .hasMessageStartingWith(
                        "Jackson has no property of " + Bean.class.getName() + " for the method getSecret()");
    }

    @Test
    void theSchemaSaysWhatJsonHas() {
        assertThat(input(PetRequest.class).schema().replaceAll("\\s+", "")).isEqualTo("""
                        {"$schema":"http://json-schema.org/draft-07/schema#","type":"object","properties":{
                        "method":{"type":"string","enum":["GET","PUT"]},
                        "path":{"type":"array","items":{"type":"string"}},
                        "owner":{"type":"object","properties":{"e_mail":{"type":"string"},"boss":{}},
                        "required":["e_mail"],"additionalProperties":false},
                        "sitters":{"type":"array","items":{"type":"object","properties":{"e_mail":{"type":"string"},
                        "boss":{}},"required":["e_mail"],"additionalProperties":false}},
                        "age":{"type":"integer"},"price":{"type":"number"},"at":{"type":"string"},
                        "flags":{"type":"object","additionalProperties":{"type":"boolean"}}},
                        "required":["age"],"additionalProperties":false}""".replaceAll("\\s+", ""));
    }
}
