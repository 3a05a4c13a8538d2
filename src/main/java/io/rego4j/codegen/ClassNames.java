package io.rego4j.codegen;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Class names for policy files: {@code rules/pet-store.rego} becomes {@code PetStorePolicy}. */
public final class ClassNames {
    private ClassNames() {}

    /**
     * A name for each file, unique without regard to case: made of the file's name, and of its path where two files have the same
     * name.
     *
     * @param files paths with slashes
     * @return the files in their order, by the name of the class
     */
    public static Map<String, String> of(List<String> files) {
        Map<String, Integer> users = new LinkedHashMap<>();
        for (String file : files) {
            users.merge(simple(file).toLowerCase(Locale.ROOT), 1, Integer::sum);
        }
        Map<String, String> names = new LinkedHashMap<>();
        Set<String> taken = new HashSet<>();
        for (String file : files) {
            Integer sameName = users.get(simple(file).toLowerCase(Locale.ROOT));
            boolean alone = Objects.requireNonNull(sameName, "each file was counted") == 1;
            String stem = alone ? simple(file) : camel(withoutExtension(file));
            String name = stem;
            for (int i = 2; !taken.add(name.toLowerCase(Locale.ROOT)); i++) {
                name = stem + "_" + i;
            }
            names.put(name + "Policy", file);
        }
        return names;
    }

    private static String simple(String file) {
        return camel(withoutExtension(file.substring(file.lastIndexOf('/') + 1)));
    }

    private static String withoutExtension(String file) {
        return file.endsWith(".rego") ? file.substring(0, file.length() - ".rego".length()) : file;
    }

    private static String camel(String text) {
        List<String> words = new ArrayList<>();
        for (String word : text.split("[^A-Za-z0-9]+")) {
            if (!word.isEmpty()) {
                words.add(Character.toUpperCase(word.charAt(0)) + word.substring(1));
            }
        }
        String name = String.join("", words);
        return name.isEmpty() || Character.isDigit(name.charAt(0)) ? "Module" + name : name;
    }
}
