package io.rego4j.opa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class OpaVersionTest {
    @Test
    void readsTheOutputOfOpaVersion() {
        assertThat(OpaVersion.fromOutput(
                        "Version: 0.60.0\nBuild Commit: \nGo Version: go1.21\nPlatform: linux/amd64\n"))
                .isEqualTo(new OpaVersion(0, 60, 0, ""));
        assertThat(OpaVersion.fromOutput("Version: 1.23.0-dev\r\n")).hasToString("1.23.0-dev");
    }

    @Test
    void ordersByNumberNotByText() {
        assertThat(OpaVersion.parse("1.9.0")).isLessThan(OpaVersion.parse("1.10.2"));
        assertThat(OpaVersion.parse("v1.10.2")).isEqualByComparingTo(OpaVersion.parse("1.10.2"));
        assertThat(OpaVersion.parse("1.10.2-dev")).isLessThan(OpaVersion.parse("1.10.2"));
        assertThat(OpaVersion.parse("0.60.0").isAtLeast(1, 0)).isFalse();
        assertThat(OpaVersion.parse("1.0.0").isAtLeast(1, 0)).isTrue();
    }

    @Test
    void refusesWhatIsNoVersion() {
        assertThatThrownBy(() -> OpaVersion.parse("latest")).hasMessageContaining("\"latest\" is not a version");
        assertThatThrownBy(() -> OpaVersion.fromOutput("usage: opa [options]")).hasMessageContaining("Version: …");
    }
}
