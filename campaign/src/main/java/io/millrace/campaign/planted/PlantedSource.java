/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.campaign.planted;

import io.millrace.operator.OperatorSnapshot;
import io.millrace.operator.SourceDriver;
import org.apache.avro.generic.GenericRecord;

/** A source whose first split, once it was restored, does not hold the watermark. */
final class PlantedSource extends ForwardingSource {
    private static final long AHEAD_OF_ALL = 1L << 40;

    PlantedSource(SourceDriver source) {
        super(source);
    }

    @Override
    public OperatorSnapshot snapshot(boolean endOfInput) throws Exception {
        return new PlantedTable.Snapshot(super.snapshot(endOfInput), PlantedSource::putAhead);
    }

    private static boolean putAhead(GenericRecord row, int number) {
        if (number == 0 && row.get("value") instanceof GenericRecord split && split.hasField("watermark")) {
            split.put("watermark", AHEAD_OF_ALL);
        }
        return true;
    }
}
