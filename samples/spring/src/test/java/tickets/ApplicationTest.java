package tickets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.MockMvc;

/** The whole application with a real OPA; its policies lie in a folder of their own, so that one test can change them. */
@SpringBootTest
@AutoConfigureMockMvc
class ApplicationTest {
    @TempDir
    static Path policies;

    @Autowired
    private MockMvc http;

    @Autowired
    private PolicyFolder folder;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry settings) throws IOException {
        try (var files = Files.list(Path.of("src/main/rego/tickets"))) {
            for (Path file : files.toList()) {
                Files.copy(file, policies.resolve(file.getFileName()));
            }
        }
        settings.add("tickets.policies", policies::toString);
        settings.add("tickets.reload", () -> "PT1H");
    }

    @Test
    void requestsAreDecidedByPolicy() throws Exception {
        http.perform(get("/tickets")).andExpect(status().isUnauthorized());
        http.perform(get("/tickets").with(httpBasic("rita", "secret"))).andExpect(status().isOk());
        http.perform(post("/tickets/1/resolve").param("refund", "1").with(httpBasic("rita", "secret")))
                .andExpect(status().isForbidden());
    }

    @Test
    void methodsAreDecidedByPolicyWithTheirArguments() throws Exception {
        http.perform(post("/tickets/3/resolve").param("refund", "99").with(httpBasic("adam", "secret")))
                .andExpect(status().isOk());
        http.perform(post("/tickets/3/resolve").param("refund", "100").with(httpBasic("adam", "secret")))
                .andExpect(status().isForbidden());
        http.perform(post("/tickets/3/resolve").param("refund", "100").with(httpBasic("mona", "secret")))
                .andExpect(status().isOk());
    }

    @Test
    void listsHoldTheRowsThatThePolicyLetsThrough() throws Exception {
        http.perform(get("/tickets").with(httpBasic("rita", "secret")))
                .andExpect(jsonPath("$[*].id").value(org.hamcrest.Matchers.contains(1, 2)));
        http.perform(get("/tickets").with(httpBasic("adam", "secret")))
                .andExpect(jsonPath("$[*].id").value(org.hamcrest.Matchers.contains(1, 3)));
    }

    @Test
    void policiesAreReloadedAndBadOnesAreNot() throws Exception {
        Path file = policies.resolve("requests.rego");
        String before = Files.readString(file);
        try {
            Files.writeString(file, before.replace("\"GET\"", "\"HEAD\""));
            folder.reload();
            http.perform(get("/tickets").with(httpBasic("rita", "secret"))).andExpect(status().isForbidden());
            Files.writeString(file, "package tickets.requests\n\nallow := maybe\n");
            folder.reload();
            http.perform(get("/tickets").with(httpBasic("rita", "secret"))).andExpect(status().isForbidden());
        } finally {
            Files.writeString(file, before);
            folder.reload();
        }
        http.perform(get("/tickets").with(httpBasic("rita", "secret"))).andExpect(status().isOk());
        assertThat(folder.opa().policies().modules()).hasSize(4);
    }
}
