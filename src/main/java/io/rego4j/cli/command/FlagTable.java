package io.rego4j.cli.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/**
 * The flags of a command that must start fast, as a table. Valid arguments are read here; picocli, which takes as long to load
 * as a policy takes to format, is used for help and for errors.
 */
public final class FlagTable {
    private final String description;
    private final String paths;
    private final String pathsDescription;
    private final List<String> footer;
    private final List<Flag> flags = new ArrayList<>();
    private final Map<String, Flag> byName = new LinkedHashMap<>();

    private record Flag(List<String> names, @Nullable String label, String description, boolean hidden) {
        String key() {
            return names.get(names.size() - 1);
        }
    }

    /**
     * A table without flags yet.
     *
     * @param description what the command does
     * @param paths how its arguments are called in its help; empty if it takes none
     * @param pathsDescription what they are
     * @param footer lines below the flags in its help: examples
     */
    public FlagTable(String description, String paths, String pathsDescription, List<String> footer) {
        this.description = description;
        this.paths = paths;
        this.pathsDescription = pathsDescription;
        this.footer = footer;
    }

    /** A flag without a value; {@link Given#has} takes the last of its names. */
    public FlagTable flag(String description, String... names) {
        return add(new Flag(List.of(names), null, description, false));
    }

    /** A flag that help does not show, as OPA has some. */
    public FlagTable hidden(String description, String... names) {
        return add(new Flag(List.of(names), null, description, true));
    }

    /** A flag with a value. */
    public FlagTable value(String label, String description, String... names) {
        return add(new Flag(List.of(names), label, description, false));
    }

    private FlagTable add(Flag flag) {
        flags.add(flag);
        flag.names.forEach(name -> byName.put(name, flag));
        return this;
    }

    /** The flags and paths of the arguments; null if picocli must print help or an error. */
    @Nullable
    public Given read(List<String> arguments) {
        Given given = readAll(arguments);
        return given == null || paths.isEmpty() && !given.paths.isEmpty() ? null : given;
    }

    private @Nullable Given readAll(List<String> arguments) {
        Given given = new Given();
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            if (argument.equals("--")) {
                given.paths.addAll(arguments.subList(i + 1, arguments.size()));
                return given;
            }
            if (argument.length() < 2 || argument.charAt(0) != '-') {
                given.paths.add(argument);
                continue;
            }
            int equals = argument.indexOf('=');
            Flag flag = byName.get(equals < 0 ? argument : argument.substring(0, equals));
            if (flag == null) {
                if (!readCluster(argument, given)) {
                    return null;
                }
            } else if (equals >= 0) {
                String value = argument.substring(equals + 1);
                if (flag.label == null && !value.equals("true") && !value.equals("false")) {
                    return null;
                }
                given.add(flag.key(), value);
            } else if (flag.label == null) {
                given.add(flag.key(), "true");
            } else if (++i < arguments.size()) {
                given.add(flag.key(), arguments.get(i));
            } else {
                return null;
            }
        }
        return given;
    }

    /** Reads {@code -lw} as {@code -l -w}. */
    private boolean readCluster(String argument, Given given) {
        if (argument.startsWith("--")) {
            return false;
        }
        for (int i = 1; i < argument.length(); i++) {
            Flag flag = byName.get("-" + argument.charAt(i));
            if (flag == null || flag.label != null) {
                return false;
            }
            given.add(flag.key(), "true");
        }
        return true;
    }

    /** The same table for picocli. */
    CommandSpec spec() {
        CommandSpec spec = CommandSpec.create();
        spec.usageMessage().description(description).footer(footer.toArray(String[]::new));
        for (Flag flag : flags) {
            OptionSpec.Builder option = OptionSpec.builder(flag.names.toArray(String[]::new))
                    .description(flag.description)
                    .hidden(flag.hidden);
            if (flag.label == null) {
                spec.addOption(option.arity("0").type(boolean.class).build());
            } else {
                spec.addOption(option.arity("1")
                        .type(List.class)
                        .auxiliaryTypes(String.class)
                        .paramLabel(flag.label)
                        .build());
            }
        }
        if (paths.isEmpty()) {
            return spec;
        }
        return spec.addPositional(PositionalParamSpec.builder()
                .arity("0..*")
                .type(List.class)
                .auxiliaryTypes(String.class)
                .paramLabel(paths)
                .description(pathsDescription)
                .build());
    }

    /** What picocli read from the arguments. */
    Given given(ParseResult result) {
        Given given = new Given();
        for (OptionSpec option : result.matchedOptions()) {
            Flag flag = byName.get(option.longestName());
            if (flag != null) {
                option.originalStringValues().forEach(value -> given.add(flag.key(), value));
            }
        }
        result.matchedPositionals().forEach(paths -> given.paths.addAll(paths.originalStringValues()));
        return given;
    }

    /** The flags and paths of one run. */
    public static final class Given {
        static final Given NOTHING = new Given();

        private final Map<String, List<String>> values = new LinkedHashMap<>();
        private final List<String> paths = new ArrayList<>();

        private void add(String name, String value) {
            values.computeIfAbsent(name, ignored -> new ArrayList<>(1)).add(value);
        }

        /** True if the flag is there, and not as {@code --flag=false}. */
        public boolean has(String name) {
            return has(name, false);
        }

        /** The same, for a flag with another default. */
        public boolean has(String name, boolean otherwise) {
            String value = value(name);
            return value == null ? otherwise : value.equals("true");
        }

        /** The value of a flag, the last if there are several; null if it is not there. */
        @Nullable
        public String value(String name) {
            List<String> all = values(name);
            return all.isEmpty() ? null : all.get(all.size() - 1);
        }

        /** All values of a flag that may be repeated. */
        public List<String> values(String name) {
            return values.getOrDefault(name, List.of());
        }

        /** The arguments that are not flags, in order. */
        public List<String> paths() {
            return paths;
        }
    }
}
