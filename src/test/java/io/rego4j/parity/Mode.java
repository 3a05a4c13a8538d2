package io.rego4j.parity;

import io.rego4j.format.FormatOptions;
import io.rego4j.source.RegoVersion;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A way to format: the version in which a policy is read, and those for which it is written. */
enum Mode {
    V1(RegoVersion.V1, RegoVersion.V1),
    V0(RegoVersion.V0, RegoVersion.V0),
    V2(RegoVersion.V2, RegoVersion.V2),
    V0V1(RegoVersion.V0, RegoVersion.V1),
    V1V0(RegoVersion.V1, RegoVersion.V0),
    V0V2(RegoVersion.V0, RegoVersion.V2),
    V1V2(RegoVersion.V1, RegoVersion.V2);

    private final RegoVersion read;
    private final RegoVersion other;

    Mode(RegoVersion read, RegoVersion other) {
        this.read = read;
        this.other = other;
    }

    /** The version in which a policy is read. */
    RegoVersion read() {
        return read;
    }

    /** The other version that must read what is written; the same if there is only one. */
    RegoVersion other() {
        return other;
    }

    boolean isForTwo() {
        return read != other;
    }

    /** The oldest and the newest version for which is written, as {@code src/parity/go} wants them. */
    List<String> span() {
        FormatOptions options = options();
        return List.of(options.from().label(), options.to().label());
    }

    FormatOptions options() {
        return other.isAtLeast(read) ? FormatOptions.between(read, other) : FormatOptions.between(other, read);
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The modes that read a version. */
    static List<Mode> reading(RegoVersion version) {
        return Arrays.stream(values()).filter(mode -> mode.read == version).toList();
    }
}
