/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.connector.files;

import io.millrace.function.OutputTag;
import java.io.Serializable;

/** What a {@link FileSource} does with a record that it cannot read. */
public sealed interface MalformedRecordPolicy extends Serializable {
    /** The job fails and names the place. */
    static MalformedRecordPolicy fail() {
        return failWithAdvice("Repair the record, or let the source leave such records out with"
                + " onMalformedRecord(MalformedRecordPolicy.skip()), or send them to a side output with"
                + " onMalformedRecord(MalformedRecordPolicy.deadLetter(tag)).");
    }

    /**
     * As {@link #fail}, for whoever builds sources on behalf of others.
     *
     * @param advice what to do about such a record, in the words of those who read the error
     */
    static MalformedRecordPolicy failWithAdvice(String advice) {
        return new Fail(advice);
    }

    /** The record is left out, counted in {@value FileSource#MALFORMED_RECORDS}, and the first few are logged. */
    static MalformedRecordPolicy skip() {
        return new Skip();
    }

    /** The record goes to a side output, and is counted in {@value FileSource#MALFORMED_RECORDS}. */
    static MalformedRecordPolicy deadLetter(OutputTag<MalformedRecord> tag) {
        return new DeadLetter(tag);
    }

    /** See {@link #fail}. */
    record Fail(String advice) implements MalformedRecordPolicy {}

    /** See {@link #skip}. */
    record Skip() implements MalformedRecordPolicy {}

    /** See {@link #deadLetter}. */
    record DeadLetter(OutputTag<MalformedRecord> tag) implements MalformedRecordPolicy {}
}
