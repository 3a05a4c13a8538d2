package io.rego4j.internal.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemporaryFilesTest {
    @Test
    void threadsThatAskAtOnceGetFoldersOfTheirOwn(@TempDir Path parent) throws Exception {
        Set<Path> made = ConcurrentHashMap.newKeySet();
        List<Thread> threads = IntStream.range(0, 8)
                .mapToObj(ignored -> new Thread(() -> IntStream.range(0, 200).forEach(i -> {
                    try {
                        made.add(TemporaryFiles.folder(parent));
                    } catch (java.io.IOException e) {
                        throw new java.io.UncheckedIOException(e);
                    }
                })))
                .toList();
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(made).hasSize(1600);
        made.forEach(TemporaryFiles::delete);
        assertThat(parent).isEmptyDirectory();
    }
}
