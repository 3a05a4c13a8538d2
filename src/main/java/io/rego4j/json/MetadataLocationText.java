package io.rego4j.json;

import io.rego4j.ast.Annotations;
import io.rego4j.ast.Origin;
import io.rego4j.ast.RegoModule;
import java.util.HashMap;
import java.util.Map;

/**
 * The location text of METADATA blocks as OPA writes it: not the text of the file but the block put together anew, one blank
 * after each number sign. The comment that starts a block shares its place with the block, and so has the same text.
 */
final class MetadataLocationText {
    private final Map<Integer, String> texts = new HashMap<>();

    MetadataLocationText(RegoModule module) {
        for (Annotations annotations : module.annotations()) {
            if (annotations.origin().isPresent()) {
                texts.put(annotations.origin().start(), ofBlock(annotations.origin()));
            }
        }
    }

    /** The text of a comment's place: that of the block, if it starts one. */
    String ofComment(Origin comment) {
        return texts.getOrDefault(comment.start(), comment.text());
    }

    /** The block put together from its lines. */
    static String ofBlock(Origin block) {
        String[] lines = block.text().split("\n", -1);
        StringBuilder text = new StringBuilder("# METADATA");
        for (int i = 1; i < lines.length; i++) {
            String line = lines[i].endsWith("\r") ? lines[i].substring(0, lines[i].length() - 1) : lines[i];
            line = line.startsWith("#") ? line.substring(1) : line;
            text.append("\n# ").append(line.startsWith(" ") ? line.substring(1) : line);
        }
        return text.toString();
    }
}
