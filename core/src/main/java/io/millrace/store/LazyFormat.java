/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.store;

import java.io.IOException;
import java.util.function.Supplier;
import org.apache.avro.Schema;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.Encoder;
import org.jspecify.annotations.Nullable;

/**
 * A format that is made by whoever writes the snapshot: schemas take longer to make, the first of a process above all, than
 * a task should stand still.
 */
final class LazyFormat implements CellFormat {
    private final Supplier<CellFormat> maker;
    private @Nullable CellFormat made;

    LazyFormat(Supplier<CellFormat> maker) {
        this.maker = maker;
    }

    private CellFormat made() {
        CellFormat format = made;
        if (format == null) {
            format = maker.get();
            made = format;
        }
        return format;
    }

    @Override
    public Schema schema() {
        return made().schema();
    }

    @Override
    public boolean learns() {
        return made().learns();
    }

    @Override
    public void observe(Object cell) {
        made().observe(cell);
    }

    @Override
    public boolean skips(Object cell) {
        return made().skips(cell);
    }

    @Override
    public void write(@Nullable Object cell, Encoder out) throws IOException {
        made().write(cell, out);
    }

    @Override
    public @Nullable Object read(Decoder in) throws IOException {
        return made().read(in);
    }
}
