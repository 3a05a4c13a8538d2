package io.rego4j.bundle.content;

import io.rego4j.bundle.BundleException;
import io.rego4j.bundle.BundleFile;
import io.rego4j.bundle.BundleLimits;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.zip.ZipException;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipParameters;

/**
 * Reads and writes the gzipped tar, one file at a time. No time, owner or operating system is written: the same files give the
 * same bytes.
 */
public final class BundleArchive {
    private static final int READABLE = 0600;
    private static final int UNKNOWN_SYSTEM = 255;
    private static final int BUFFER = 1 << 16;

    private BundleArchive() {}

    /** Passes each file to {@code receiver} as it is unpacked, within the limits. */
    public static void read(InputStream in, BundleLimits limits, Consumer<BundleFile> receiver) throws IOException {
        Set<String> seen = new HashSet<>();
        long left = limits.totalBytes();
        try (GzipCompressorInputStream gzip = GzipCompressorInputStream.builder()
                        .setInputStream(in)
                        .setDecompressConcatenated(true)
                        .get();
                TarArchiveInputStream tar = new TarArchiveInputStream(gzip, "UTF-8")) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                if (entry.isDirectory()) {
                    continue;
                }
                if (!isFile(entry)) {
                    throw new BundleException(entry.getName() + ": a bundle holds files, no links and no devices");
                }
                if (entry.getSize() > limits.fileBytes() || entry.getSize() > left) {
                    throw new BundleException(entry.getName() + ": " + entry.getSize()
                            + " bytes are more than the limit of "
                            + (entry.getSize() > limits.fileBytes() ? limits.fileBytes() : limits.totalBytes()));
                }
                if (seen.size() == limits.files()) {
                    throw new BundleException("the bundle has more than " + limits.files() + " files");
                }
                left -= entry.getSize();
                BundleFile file = BundleFile.of(entry.getName(), content(tar, entry));
                if (!seen.add(file.path())) {
                    throw new BundleException(file.path() + ": twice in the bundle");
                }
                receiver.accept(file);
            }
        } catch (ZipException | EOFException e) {
            String why = e.getMessage() == null ? "it ends too early" : e.getMessage();
            throw new BundleException("not a bundle: the gzipped tar is damaged: " + why, e);
        }
    }

    /** The library's own {@code isFile} is true for anything but a folder. */
    private static boolean isFile(TarArchiveEntry entry) {
        byte kind = entry.getLinkFlag();
        return (kind == TarConstants.LF_NORMAL || kind == TarConstants.LF_OLDNORM) && !entry.isSparse();
    }

    private static byte[] content(TarArchiveInputStream tar, TarArchiveEntry entry) throws IOException {
        // Allocates for the bytes that are there, not for the size that the header claims.
        byte[] bytes = tar.readNBytes(Math.toIntExact(entry.getSize()));
        if (bytes.length != entry.getSize()) {
            throw new BundleException(entry.getName() + ": the archive ends inside this file");
        }
        return bytes;
    }

    /** Writes the files in the given order; does not close {@code out}. */
    public static void write(Iterable<BundleFile> files, OutputStream out) throws IOException {
        GzipParameters parameters = new GzipParameters();
        parameters.setOperatingSystem(UNKNOWN_SYSTEM);
        parameters.setBufferSize(BUFFER);
        GzipCompressorOutputStream gzip = new GzipCompressorOutputStream(out, parameters);
        // The tar is written in records of 512 bytes, and each call of the compressor is slow.
        OutputStream buffered = new BufferedOutputStream(gzip, BUFFER);
        TarArchiveOutputStream tar = new TarArchiveOutputStream(buffered, "UTF-8");
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
        tar.setAddPaxHeadersForNonAsciiNames(true);
        for (BundleFile file : files) {
            TarArchiveEntry entry = new TarArchiveEntry("/" + file.path(), true);
            entry.setSize(file.size());
            entry.setMode(READABLE);
            entry.setIds(0, 0);
            entry.setNames("", "");
            entry.setModTime(0);
            tar.putArchiveEntry(entry);
            file.writeTo(tar);
            tar.closeArchiveEntry();
        }
        tar.finish();
        buffered.flush();
        gzip.finish();
    }
}
