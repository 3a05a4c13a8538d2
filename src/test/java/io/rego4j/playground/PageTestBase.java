package io.rego4j.playground;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;

/** One browser for all tests of a class, and a page as at the first time for each. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class PageTestBase {
    Page page;

    /** The playground that the page belongs to. */
    Playground.Builder playground() throws IOException {
        return Playground.builder();
    }

    @BeforeAll
    void open() throws IOException {
        page = Page.open(playground());
    }

    @AfterAll
    void close() {
        if (page != null) {
            page.close();
        }
    }

    @BeforeEach
    void fresh() {
        page.loadFresh();
    }

    @AfterEach
    void theBrowserHasNothingToComplainOf() {
        assertThat(page.complaints()).isEmpty();
    }
}
