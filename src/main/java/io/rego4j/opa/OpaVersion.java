package io.rego4j.opa;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version of OPA, as {@code opa version} prints it.
 *
 * @param major the first number
 * @param minor the second number
 * @param patch the third number
 * @param suffix what follows, for instance {@code -dev}; empty for a release
 */
public record OpaVersion(int major, int minor, int patch, String suffix) implements Comparable<OpaVersion> {
    private static final Pattern FORM = Pattern.compile("v?(\\d{1,6})\\.(\\d{1,6})\\.(\\d{1,6})([-+][0-9A-Za-z.+-]+)?");
    private static final Pattern LINE = Pattern.compile("(?m)^Version:\\s*(\\S+)\\s*$");
    private static final Comparator<OpaVersion> ORDER = Comparator.comparingInt(OpaVersion::major)
            .thenComparingInt(OpaVersion::minor)
            .thenComparingInt(OpaVersion::patch)
            // A version with a suffix comes before the release of the same number.
            .thenComparing(version -> version.suffix.isEmpty())
            .thenComparing(OpaVersion::suffix);

    /**
     * Reads {@code 1.4.0}, {@code v1.4.0} or {@code 1.5.0-dev}.
     *
     * @throws IllegalArgumentException if the text has another form
     */
    public static OpaVersion parse(String text) {
        Matcher form = FORM.matcher(text.strip());
        if (!form.matches()) {
            throw new IllegalArgumentException("\"" + text + "\" is not a version such as 1.4.0");
        }
        return new OpaVersion(
                Integer.parseInt(form.group(1)),
                Integer.parseInt(form.group(2)),
                Integer.parseInt(form.group(3)),
                form.group(4) == null ? "" : form.group(4));
    }

    /**
     * Reads the output of {@code opa version}.
     *
     * @throws IllegalArgumentException if it holds no line {@code Version: …}
     */
    static OpaVersion fromOutput(String output) {
        Matcher line = LINE.matcher(output);
        if (!line.find()) {
            throw new IllegalArgumentException("no line \"Version: …\" in its output");
        }
        return parse(line.group(1));
    }

    /** True if this version is {@code major.minor} or a later one. */
    public boolean isAtLeast(int major, int minor) {
        return this.major > major || (this.major == major && this.minor >= minor);
    }

    @Override
    public int compareTo(OpaVersion other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return major + "." + minor + "." + patch + suffix;
    }
}
