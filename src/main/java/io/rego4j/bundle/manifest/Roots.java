package io.rego4j.bundle.manifest;

import io.rego4j.bundle.BundleException;
import java.util.ArrayList;
import java.util.List;

/** Roots: the paths of {@code data} that a bundle owns, with {@code /} between the parts. The empty root owns all. */
public final class Roots {
    public static final List<String> ALL = List.of("");

    private Roots() {}

    /**
     * The roots without slashes around them, as OPA keeps them.
     *
     * @throws BundleException if two overlap
     */
    public static List<String> checked(List<String> roots) {
        List<String> plain = new ArrayList<>();
        for (String root : roots) {
            plain.add(withoutSlashesAround(root));
        }
        for (int i = 0; i < plain.size(); i++) {
            for (int j = i + 1; j < plain.size(); j++) {
                if (overlap(plain.get(i), plain.get(j))) {
                    throw new BundleException("the roots \"" + plain.get(i) + "\" and \"" + plain.get(j)
                            + "\" overlap: keep the wider one");
                }
            }
        }
        return List.copyOf(plain);
    }

    /** A path without slashes at its start and end. */
    public static String withoutSlashesAround(String path) {
        return path.replaceAll("^/+|(?<!/)/++$", "");
    }

    /** True if one of the two owns something of the other. */
    static boolean overlap(String left, String right) {
        return contains(left, parts(right)) || contains(right, parts(left));
    }

    /** True if one of the roots owns this path. */
    public static boolean own(List<String> roots, List<String> path) {
        return roots.stream().anyMatch(root -> contains(root, path));
    }

    /** True if one of the roots lies under this path, so that an object on the way to it is allowed. */
    public static boolean leadThrough(List<String> roots, List<String> path) {
        return roots.stream().anyMatch(root -> {
            List<String> parts = parts(root);
            return parts.size() >= path.size() && parts.subList(0, path.size()).equals(path);
        });
    }

    private static boolean contains(String root, List<String> path) {
        if (root.isEmpty()) {
            return true;
        }
        List<String> parts = parts(root);
        return parts.size() <= path.size() && path.subList(0, parts.size()).equals(parts);
    }

    public static List<String> parts(String path) {
        return List.of(path.split("/", -1));
    }
}
