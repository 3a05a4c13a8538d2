package io.rego4j.opa.engine;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import io.rego4j.internal.values.TextValues;
import java.io.IOException;
import java.io.Serial;

/** Lets Jackson write dates, zones, durations and the like as the text that they have in a policy that is built in Java. */
final class TextValueModule extends SimpleModule {
    @Serial
    private static final long serialVersionUID = 1L;

    TextValueModule() {
        super("rego4j");
        TextValues.CLASSES.forEach(type -> addSerializer(new TextSerializer<>(type)));
    }

    private static final class TextSerializer<T> extends StdSerializer<T> {
        @Serial
        private static final long serialVersionUID = 1L;

        TextSerializer(Class<T> type) {
            super(type);
        }

        @Override
        public void serialize(T value, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeString(TextValues.of(value));
        }
    }
}
