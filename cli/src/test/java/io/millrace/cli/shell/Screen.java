/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.cli.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** What a terminal has been told to show, for tests that wait for something to be there. */
final class Screen extends OutputStream {
    private static final long MOST_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private int seen;

    @Override
    public synchronized void write(int value) {
        bytes.write(value);
        notifyAll();
    }

    @Override
    public synchronized void write(byte[] values, int offset, int length) {
        bytes.write(values, offset, length);
        notifyAll();
    }

    synchronized String text() {
        return bytes.toString(StandardCharsets.UTF_8).replaceAll("\u001b\\[[0-9;?]*[A-Za-z]", "");
    }

    /** Waits until texts are there one after another, behind what was waited for before. */
    synchronized void awaits(String... texts) throws InterruptedException {
        long start = System.nanoTime();
        for (String each : texts) {
            int found = text().indexOf(each, seen);
            while (found < 0) {
                assertThat(System.nanoTime() - start)
                        .as("time waited for '%s' behind:%n%s", each, text())
                        .isLessThan(MOST_NANOS);
                wait(1_000);
                found = text().indexOf(each, seen);
            }
            seen = found + each.length();
        }
    }
}
