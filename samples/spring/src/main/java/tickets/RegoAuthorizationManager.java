package tickets;

import io.rego4j.opa.Opa;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;

/**
 * Asks a policy. The input is the user's name and roles, and what is known of the request or call. A decision that fails is an
 * exception, never a yes; a document that is undefined is a no.
 */
final class RegoAuthorizationManager<T> implements AuthorizationManager<T> {
    private final Opa opa;
    private final Function<T, String> document;
    private final Function<T, Map<String, ?>> facts;

    RegoAuthorizationManager(Opa opa, Function<T, String> document, Function<T, Map<String, ?>> facts) {
        this.opa = opa;
        this.document = document;
        this.facts = facts;
    }

    @Override
    public AuthorizationDecision authorize(Supplier<? extends Authentication> user, T asked) {
        Map<String, Object> input = new HashMap<>(facts.apply(asked));
        input.putAll(user(user.get()));
        return new AuthorizationDecision(opa.prepare(document.apply(asked)).allowed(input));
    }

    static Map<String, Object> user(Authentication user) {
        return Map.of(
                "user", user.getName(),
                "roles",
                        user.getAuthorities().stream()
                                .map(GrantedAuthority::getAuthority)
                                .toList());
    }
}
