package tickets;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The method may be called where this document is true, such as {@code data.tickets.methods.resolve}. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@interface AskRego {
    String value();
}
