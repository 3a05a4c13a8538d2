package io.rego4j.bundle;

/**
 * Limits for unpacking a bundle, against small archives that unpack to more than the memory holds.
 *
 * @param fileBytes the most bytes of one file
 * @param totalBytes the most bytes of all files
 * @param files the most files
 */
public record BundleLimits(long fileBytes, long totalBytes, int files) {
    /** OPA's limit for a file, 1 GiB, as the limit for all; and 100,000 files. */
    public static final BundleLimits DEFAULT = new BundleLimits(1L << 30, 1L << 30, 100_000);

    public BundleLimits {
        if (fileBytes < 1 || totalBytes < 1 || files < 1) {
            throw new IllegalArgumentException("limits of a bundle are 1 or more");
        }
    }
}
