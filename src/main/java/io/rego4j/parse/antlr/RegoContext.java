package io.rego4j.parse.antlr;

import java.util.ArrayList;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.tree.ParseTree;
import org.jspecify.annotations.Nullable;

/** What all parts of the parse tree extend: most have one child or few, and their lists start small. */
public class RegoContext extends ParserRuleContext {
    /** For the generated parser. */
    public RegoContext() {}

    /** For the generated parser. */
    public RegoContext(@Nullable ParserRuleContext parent, int invokingState) {
        super(parent, invokingState);
    }

    @Override
    public <T extends ParseTree> T addAnyChild(T child) {
        if (children == null) {
            children = new ArrayList<>(2);
        }
        children.add(child);
        return child;
    }
}
