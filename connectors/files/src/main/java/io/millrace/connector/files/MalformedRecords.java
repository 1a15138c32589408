/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.connector.files;

import io.millrace.connector.MalformedRecordException;
import io.millrace.connector.SourceOutput;
import io.millrace.metric.Counter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Applies a {@link MalformedRecordPolicy} to the records of one file. */
final class MalformedRecords {
    private static final Logger LOGGER = LoggerFactory.getLogger(FileSource.class);
    private static final int LOGGED_PER_FILE = 5;

    private final String file;
    private final MalformedRecordPolicy policy;
    private final Counter counter;
    private int logged;

    MalformedRecords(String file, MalformedRecordPolicy policy, Counter counter) {
        this.file = file;
        this.policy = policy;
        this.counter = counter;
    }

    void handle(RecordScanner scanner, MalformedRecordException cause, SourceOutput<?> output) throws IOException {
        MalformedRecord record = describe(scanner, cause);
        if (policy instanceof MalformedRecordPolicy.Fail fail) {
            throw new IOException(record.describe() + "\n" + fail.advice(), cause);
        }
        counter.inc();
        if (policy instanceof MalformedRecordPolicy.DeadLetter deadLetter) {
            output.sideOutput(deadLetter.tag(), record);
        } else {
            log(record);
        }
    }

    private void log(MalformedRecord record) {
        if (logged < LOGGED_PER_FILE) {
            logged++;
            LOGGER.warn(
                    "Skipped a malformed record{}: {}",
                    logged == LOGGED_PER_FILE ? " (more of this file are counted, not logged)" : "",
                    record.describe());
        }
    }

    private MalformedRecord describe(RecordScanner scanner, MalformedRecordException cause) {
        String field = cause.field();
        return new MalformedRecord(
                file,
                scanner.startLine() + 1 + cause.line(),
                cause.column(),
                field == null ? "" : field,
                cause.reason(),
                new String(scanner.buffer(), scanner.start(), scanner.length(), StandardCharsets.UTF_8));
    }
}
