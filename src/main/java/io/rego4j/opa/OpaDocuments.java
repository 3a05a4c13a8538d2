package io.rego4j.opa;

import com.fasterxml.jackson.databind.JsonNode;
import io.rego4j.ast.RegoModule;
import io.rego4j.opa.engine.ModuleText;
import io.rego4j.source.RegoVersion;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The policies and data of a running server, changed one by one. Each call is one transaction in OPA: it is done whole or
 * not at all, and an {@link OpaException} tells why not.
 */
public interface OpaDocuments {
    /** All policies: their texts by id, in the order of the ids. */
    Map<String, String> policies();

    /** The text of a policy. */
    Optional<String> policy(String id);

    /** Adds or replaces a policy. */
    void putPolicy(String id, String rego);

    /** Adds or replaces a policy. */
    default void putPolicy(String id, RegoModule module) {
        putPolicy(id, ModuleText.of(module, RegoVersion.V1));
    }

    /** Deletes a policy; false if there is none of that id. */
    boolean deletePolicy(String id);

    /** The document of a name such as {@code users.ann} or {@code data.users.ann}; base and virtual documents alike. */
    Optional<JsonNode> data(String name);

    /** Adds or replaces the document of a name. */
    void putData(String name, @Nullable Object value);

    /** Changes parts of the document of a name, all or none of them. */
    void patchData(String name, List<DataPatch> patches);

    /** Deletes the document of a name; false if there is none. */
    boolean deleteData(String name);

    /**
     * One change: OPA knows {@code add}, {@code remove} and {@code replace}.
     *
     * @param op the operation
     * @param path a JSON pointer below the document, such as {@code /users/alice}; {@code -} at its end appends to an
     *     array
     * @param value the new value; null for {@code remove}, or for JSON's null
     */
    record DataPatch(String op, String path, @Nullable Object value) {
        /** Adds a value, or replaces the one that is there. */
        public static DataPatch add(String path, @Nullable Object value) {
            return new DataPatch("add", path, value);
        }

        /** Replaces a value. */
        public static DataPatch replace(String path, @Nullable Object value) {
            return new DataPatch("replace", path, value);
        }

        /** Removes a value. */
        public static DataPatch remove(String path) {
            return new DataPatch("remove", path, null);
        }
    }
}
