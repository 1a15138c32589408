/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.format.json;

import com.fasterxml.jackson.databind.ObjectWriter;
import io.millrace.connector.RecordEncoder;
import java.io.IOException;
import java.io.OutputStream;

/** Writes records as lines of JSON. */
final class JsonEncoder<T> implements RecordEncoder<T> {
    private final ObjectWriter writer;

    JsonEncoder(ObjectWriter writer) {
        this.writer = writer;
    }

    @Override
    public void encode(T record, OutputStream output) throws IOException {
        byte[] line = writer.writeValueAsBytes(record);
        output.write(line);
        output.write('\n');
    }
}
