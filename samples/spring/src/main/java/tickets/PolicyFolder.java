package tickets;

import io.rego4j.opa.Opa;
import io.rego4j.opa.OpaException;
import io.rego4j.opa.Policies;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

/** The OPA of the application, and the folder that its policies come from. */
@Configuration
@EnableScheduling
class PolicyFolder {
    private static final Logger LOG = LoggerFactory.getLogger(PolicyFolder.class);

    private final Path folder;
    private final Opa opa = Opa.local();
    private Map<String, String> loaded = Map.of();

    PolicyFolder(@Value("${tickets.policies:src/main/rego}") Path folder) throws IOException {
        this.folder = folder;
        load(Policies.folder(folder)); // Without policies the application does not start.
    }

    /** Closed with the application. */
    @Bean(destroyMethod = "close")
    Opa opa() {
        return opa;
    }

    /** Loads what has changed as one. Policies that OPA refuses are told, and those before them stay. */
    @Scheduled(fixedDelayString = "${tickets.reload:PT2S}")
    synchronized void reload() {
        try {
            Policies policies = Policies.folder(folder);
            if (!texts(policies).equals(loaded)) {
                load(policies);
                LOG.info("loaded the policies of {}", folder);
            }
        } catch (IOException | OpaException e) {
            LOG.error("the policies of {} were not loaded, the ones before them stay: {}", folder, e.getMessage());
        }
    }

    private void load(Policies policies) {
        opa.load(policies);
        loaded = texts(policies);
    }

    private static Map<String, String> texts(Policies policies) {
        Map<String, String> texts = policies.modules().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, module -> module.getValue().text()));
        texts.put("data.json", policies.data().toString());
        return texts;
    }
}
