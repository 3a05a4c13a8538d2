package io.rego4j.junit;

import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.AbstractTestDescriptor;

/** A test rule. One with cases is a container, to which the cases are added when it has run. */
final class RegoRule extends AbstractTestDescriptor {
    private static final String CASE = "case";

    private final String file;
    private final TestRule rule;
    private final Set<UniqueId> wanted = new LinkedHashSet<>();

    RegoRule(UniqueId parent, String file, TestRule rule, @Nullable TestSource source) {
        super(parent.append("rule", rule.pkg() + "." + rule.name()), rule.name(), source);
        this.file = file;
        this.rule = rule;
    }

    /** The id of its module. */
    String file() {
        return file;
    }

    TestRule rule() {
        return rule;
    }

    /** Selects cases: those with one of these ids, or all if none of them names a case. */
    void keep(Set<UniqueId> ids) {
        boolean whole = ids.stream().anyMatch(getUniqueId()::hasPrefix);
        ids.stream().filter(id -> !whole && id.hasPrefix(getUniqueId())).forEach(wanted::add);
    }

    /** Adds a case by the path of its names; null if it was not selected. */
    @Nullable
    RegoCase newCase(Iterable<String> names) {
        UniqueId id = getUniqueId();
        StringBuilder name = new StringBuilder(rule.name());
        for (String part : names) {
            id = id.append(CASE, part);
            name.append('[').append(part).append(']');
        }
        UniqueId whole = id;
        if (!wanted.isEmpty() && wanted.stream().noneMatch(whole::hasPrefix)) {
            return null;
        }
        RegoCase added = new RegoCase(id, name.toString(), getSource().orElse(null));
        addChild(added);
        return added;
    }

    @Override
    public Type getType() {
        return rule.hasCases() ? Type.CONTAINER : Type.TEST;
    }

    @Override
    public boolean mayRegisterTests() {
        return rule.hasCases();
    }

    /** One case of a rule. */
    static final class RegoCase extends AbstractTestDescriptor {
        RegoCase(UniqueId id, String name, @Nullable TestSource source) {
            super(id, name, source);
        }

        @Override
        public Type getType() {
            return Type.TEST;
        }
    }
}
