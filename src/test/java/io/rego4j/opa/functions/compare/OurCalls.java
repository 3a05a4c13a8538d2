package io.rego4j.opa.functions.compare;

import io.rego4j.opa.builtins.BuiltinException;
import io.rego4j.opa.builtins.EvaluationException;
import io.rego4j.opa.functions.BuiltinFunctions;
import io.rego4j.opa.functions.FixedContext;
import io.rego4j.opa.value.Value;
import java.time.Instant;

/** Makes calls in this library, with the outcomes that {@link OpaCalls} has. */
final class OurCalls {
    private OurCalls() {}

    static String make(Call call, Signature signature) {
        try {
            Value result = BuiltinFunctions.find(call.name())
                    .call(new FixedContext(Instant.now()), call.operands().toArray(Value[]::new));
            if (result == null) {
                return signature.isRelation() ? "[[]]" : "undefined";
            }
            return "[" + result + "]";
        } catch (BuiltinException e) {
            return e.code() + ": " + call.name() + ": " + e.getMessage();
        } catch (EvaluationException e) {
            return e.code() + ": " + e.getMessage();
        } catch (RuntimeException | StackOverflowError e) {
            StackTraceElement[] trace = e.getStackTrace();
            return "thrown: " + e + (trace.length > 0 ? " at " + trace[0] : "");
        }
    }
}
