package tickets;

import io.rego4j.opa.Opa;
import java.lang.reflect.Parameter;
import java.util.HashMap;
import java.util.Map;
import org.aopalliance.intercept.MethodInvocation;
import org.springframework.aop.Advisor;
import org.springframework.aop.support.annotation.AnnotationMatchingPointcut;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Role;
import org.springframework.security.authorization.method.AuthorizationManagerBeforeMethodInterceptor;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;

/** Requests and methods, each decided by a policy. */
@Configuration
@EnableMethodSecurity
class SecurityConfiguration {
    @Bean
    SecurityFilterChain requests(HttpSecurity http, Opa opa) throws Exception {
        RegoAuthorizationManager<RequestAuthorizationContext> policy = new RegoAuthorizationManager<>(
                opa, asked -> "data.tickets.requests.allow", SecurityConfiguration::facts);
        return http.authorizeHttpRequests(requests -> requests.anyRequest().access(policy))
                .httpBasic(Customizer.withDefaults())
                .csrf(csrf -> csrf.disable()) // Callers are programs with credentials of their own, not browsers.
                .build();
    }

    private static Map<String, ?> facts(RequestAuthorizationContext asked) {
        return Map.of(
                "method", asked.getRequest().getMethod(),
                "path", asked.getRequest().getRequestURI());
    }

    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static Advisor methods(Opa opa) {
        return new AuthorizationManagerBeforeMethodInterceptor(
                AnnotationMatchingPointcut.forMethodAnnotation(AskRego.class),
                new RegoAuthorizationManager<>(opa, SecurityConfiguration::document, SecurityConfiguration::arguments));
    }

    private static String document(MethodInvocation call) {
        return call.getMethod().getAnnotation(AskRego.class).value();
    }

    private static Map<String, ?> arguments(MethodInvocation call) {
        Map<String, Object> arguments = new HashMap<>();
        Parameter[] parameters = call.getMethod().getParameters();
        for (int i = 0; i < parameters.length; i++) {
            arguments.put(parameters[i].getName(), call.getArguments()[i]);
        }
        return Map.of("arguments", arguments);
    }

    /** Users for this sample only: each has the password "secret". */
    @Bean
    UserDetailsService users() {
        return new InMemoryUserDetailsManager(
                User.withUsername("rita")
                        .password("{noop}secret")
                        .roles("READER")
                        .build(),
                User.withUsername("adam")
                        .password("{noop}secret")
                        .roles("READER", "AGENT")
                        .build(),
                User.withUsername("mona")
                        .password("{noop}secret")
                        .roles("READER", "AGENT", "MANAGER")
                        .build());
    }
}
