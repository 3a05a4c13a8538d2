package io.rego4j.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.rego4j.testing.SamplePolicies;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is written, held against the schema in docs. */
class AstJsonSchemaTest {
    private static Schema schema;

    @BeforeAll
    static void readSchema() throws IOException {
        schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(Files.readString(Path.of("docs/ast-json.schema.json")), InputFormat.JSON);
    }

    @ParameterizedTest
    @MethodSource("io.rego4j.testing.SamplePolicies#names")
    void allThatIsWrittenIsValid(String name) {
        for (AstJsonOptions options : List.of(AstJsonOptions.ALL, AstJsonOptions.DEFAULT)) {
            assertThat(errorsIn(AstJson.toString(SamplePolicies.parse(name), options)))
                    .isEmpty();
        }
    }

    @Test
    void whatIsNoModuleIsNotValid() {
        String json = AstJson.toString(SamplePolicies.parse("everything.rego"), AstJsonOptions.ALL);

        assertThat(errorsIn("{}")).isNotEmpty();
        assertThat(errorsIn(json.replaceFirst("\"index\": 0", "\"index\": \"0\"")))
                .isNotEmpty();
        assertThat(errorsIn(json.replaceFirst("\"type\": \"number\"", "\"type\": \"string\"")))
                .isNotEmpty();
        assertThat(errorsIn(json.replaceFirst("\"generated\": true", "\"made\": true")))
                .isNotEmpty();
    }

    private static List<Error> errorsIn(String json) {
        return schema.validate(json, InputFormat.JSON);
    }
}
