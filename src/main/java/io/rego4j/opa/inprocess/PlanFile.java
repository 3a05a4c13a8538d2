package io.rego4j.opa.inprocess;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;

/** The one file that is needed of what {@code opa build} wrote. A tar is blocks: a header with name and size, the content. */
final class PlanFile {
    private static final int BLOCK = 512;

    private PlanFile() {}

    /** The content of {@code plan.json}. */
    static byte[] in(byte[] bundle) throws IOException {
        try (DataInputStream tar = new DataInputStream(new GZIPInputStream(new ByteArrayInputStream(bundle)))) {
            byte[] header = new byte[BLOCK];
            while (true) {
                tar.readFully(header);
                String name = text(header, 0, 100);
                if (name.isEmpty()) {
                    throw new IOException("it holds no plan.json");
                }
                int size = Integer.parseInt(text(header, 124, 12).strip(), 8);
                byte[] content = new byte[size];
                tar.readFully(content);
                if (name.equals("/plan.json") || name.equals("plan.json")) {
                    return content;
                }
                tar.skipNBytes((BLOCK - size % BLOCK) % BLOCK);
            }
        }
    }

    private static String text(byte[] header, int from, int length) {
        String field = new String(header, from, length, StandardCharsets.ISO_8859_1);
        int end = field.indexOf('\0');
        return end < 0 ? field : field.substring(0, end);
    }
}
