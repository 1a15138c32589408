/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.storage.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.environment.DirectoryInUseException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two jobs never have one directory at once, and one that died holds it for a while only. */
@Timeout(120)
class S3LockTest {
    private static final Duration EXPIRY = Duration.ofSeconds(6);

    private final S3Server server = S3Server.get();
    private final S3Location directory = server.newDirectory();
    private final CompletableFuture<Throwable> loss = new CompletableFuture<>();

    private S3Lock take(String job) throws IOException {
        return take(job, EXPIRY);
    }

    private S3Lock take(String job, Duration expiry) throws IOException {
        return S3Lock.take(server.bucket(), directory, expiry, job, loss::complete, () -> {});
    }

    private void write(String text) throws IOException {
        server.bucket().put(directory.prefix() + S3Lock.FILE, text.getBytes(UTF_8));
    }

    @Test
    void aLivingOwnerKeepsOthersAway() throws Exception {
        Duration expiry = Duration.ofSeconds(20);
        try (S3Lock first = take("first", expiry)) {
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(() -> take("second", expiry))
                        .isInstanceOf(DirectoryInUseException.class)
                        .hasMessageContaining(
                                "The checkpoint directory " + directory + " is in use by job 'first' of process "
                                        + ProcessHandle.current().pid());
            }
            first.requireHeld();
        }
    }

    @Test
    void aReleasedLockIsTakenAtOnce() throws Exception {
        Duration longerThanThisTestMayTake = Duration.ofHours(1);
        take("first", longerThanThisTestMayTake).close();
        take("second", longerThanThisTestMayTake).close();
    }

    @Test
    void aDeadOwnerIsWaitedForAndThenReplaced() throws Exception {
        write("job 'dead' of process 1 on nowhere\nid\n7");

        long begin = System.nanoTime();
        take("next").close();
        assertThat(System.nanoTime() - begin).isGreaterThan(EXPIRY.toNanos());
    }

    @Test
    void onlyOneReplacesADeadOwner() throws Exception {
        write("job 'dead' of process 1 on nowhere\nid\n7");
        List<CompletableFuture<S3Lock>> takers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            String name = "taker-" + i;
            takers.add(CompletableFuture.supplyAsync(
                    () -> {
                        try {
                            return take(name);
                        } catch (IOException failure) {
                            throw new CompletionException(failure);
                        }
                    },
                    task -> new Thread(task).start()));
        }

        int held = 0;
        for (CompletableFuture<S3Lock> taker : takers) {
            Throwable refusal = taker.handle((lock, failure) -> failure).get();
            if (refusal == null) {
                held++;
            } else {
                assertThat(refusal).hasRootCauseInstanceOf(DirectoryInUseException.class);
            }
        }
        assertThat(held).isEqualTo(1);
        for (CompletableFuture<S3Lock> taker : takers) {
            if (!taker.isCompletedExceptionally()) {
                taker.get().close();
            }
        }
    }

    @Test
    void ofWritersThatSawTheSameObjectOneSucceeds() throws Exception {
        write("the same");
        String key = directory.prefix() + S3Lock.FILE;
        for (int round = 0; round < 20; round++) {
            String seen = server.bucket().read(key, 0, 100, null).eTag();
            List<CompletableFuture<String>> writers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                byte[] text = (round + " by " + i).getBytes(UTF_8);
                writers.add(CompletableFuture.supplyAsync(
                        () -> {
                            try {
                                return server.bucket().putIfUnchanged(key, text, seen, EXPIRY);
                            } catch (IOException failure) {
                                throw new CompletionException(failure);
                            }
                        },
                        task -> new Thread(task).start()));
            }
            List<String> eTags = new ArrayList<>();
            for (CompletableFuture<String> writer : writers) {
                eTags.add(writer.get());
            }
            assertThat(eTags).filteredOn(Objects::nonNull).hasSize(1);
        }
    }

    @Test
    void anOwnerThatLostItsLockIsToldAndPublishesNothing() throws Exception {
        try (S3Lock lock = take("sleeper")) {
            S3Storage storage = new S3Storage(server.bucket(), directory, lock);
            storage.publish("before", new byte[1]);
            write("job 'other' of process 2 on elsewhere\nid\n1");

            assertThat(loss.get(60, TimeUnit.SECONDS))
                    .hasMessageContaining(
                            "The checkpoint directory " + directory + " was taken by job 'other' of process 2");
            assertThatThrownBy(() -> storage.publish("after", new byte[1]))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("was taken by job 'other'");
            assertThat(storage.list("")).containsExactly("before", S3Lock.FILE);
        }
        // What was lost is not released.
        assertThat(server.bucket()
                        .read(directory.prefix() + S3Lock.FILE, 0, 100, null)
                        .bytes())
                .asString()
                .startsWith("job 'other'");
    }
}
