package io.rego4j.internal.yaml;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.ParserException;
import org.snakeyaml.engine.v2.exceptions.ScannerException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.scanner.ScannerImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;
import org.snakeyaml.engine.v2.tokens.Token;

/**
 * Scanner errors behind the current token. OPA's YAML library scans two tokens ahead, to attach comments to nodes, so it reports
 * a scanner error before a parser error that is up to two tokens earlier.
 */
final class YamlLookahead {
    private static final int TOKENS_AHEAD = 2;

    private final LoadSettings settings;
    private final String text;

    YamlLookahead(LoadSettings settings, String text) {
        this.settings = settings;
        this.text = text;
    }

    /** The error that OPA's library reports in place of a parser error; the error itself if there is none. */
    YamlEngineException reported(YamlEngineException found) {
        if (!(found instanceof ParserException fault)) {
            return found;
        }
        Optional<Mark> place = fault.getProblemMark();
        ScannerException ahead = place.isEmpty() ? null : behind(place.get());
        return ahead == null ? found : ahead;
    }

    /** The scanner error right behind the first document; null if there is none. */
    @Nullable
    ScannerException behindDocument() {
        return behind(0, true);
    }

    /** The scanner error at or right behind a place; null if there is none. */
    @Nullable
    ScannerException behind(Mark place) {
        return behind(place.getIndex(), false);
    }

    private @Nullable ScannerException behind(int place, boolean atDocumentsEnd) {
        ScannerImpl tokens = new ScannerImpl(settings, new StreamReader(settings, text));
        int left = -1;
        boolean content = false;
        try {
            while (left != 0 && tokens.hasNext()) {
                Token token = tokens.next();
                Token.ID id = token.getTokenId();
                boolean bound = id == Token.ID.DocumentStart || id == Token.ID.DocumentEnd || id == Token.ID.StreamEnd;
                boolean here = atDocumentsEnd
                        ? bound && content
                        : id != Token.ID.BlockEnd
                                && token.getStartMark().map(Mark::getIndex).orElse(0) >= place;
                if (left > 0) {
                    left--;
                } else if (here) {
                    left = TOKENS_AHEAD;
                }
                content |= !bound && id != Token.ID.StreamStart && id != Token.ID.Directive;
            }
        } catch (ScannerException e) {
            // An error before the place would have stopped the parser.
            return left >= 0 ? e : null;
        }
        return null;
    }
}
