package io.rego4j.edit.name;

import io.rego4j.source.RegoVersion;
import java.util.List;

/**
 * Documents that get another path: all that the set makes at one path and below it. A document that no package or rule makes
 * comes from data, which nobody moves: it keeps its path.
 *
 * @param from where the documents are
 * @param to where they will be
 * @param documents what the set makes
 * @param version the version of Rego, which tells what may be a name
 */
public record DocumentMove(DataPath from, DataPath to, Documents documents, RegoVersion version) {
    /** The new path of a document; the same one if it stays. */
    public DataPath of(DataPath path) {
        return path.startsWith(from) && documents.isMade(path) ? path.moved(from, to) : path;
    }

    /** The new path of a package: one without rules moves too. */
    public DataPath ofPackage(DataPath path) {
        return path.startsWith(from) ? path.moved(from, to) : path;
    }

    /** True if a document holds what moves, or will hold it, and more. */
    boolean isIn(List<String> path) {
        DataPath whole = new DataPath(path);
        return from.startsWith(whole) && !from.equals(whole) || to.startsWith(whole) && !to.equals(whole);
    }
}
