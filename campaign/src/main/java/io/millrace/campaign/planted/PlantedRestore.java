/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.campaign.planted;

import io.millrace.operator.OperatorContext;
import io.millrace.operator.RestoredState;
import io.millrace.snapshot.StoredTable;
import java.util.List;

/** Shows an operator but a part of what it wrote in the checkpoint that it starts from. */
final class PlantedRestore extends ForwardingContext {
    /** Which parts of a table, of which each subtask wrote one, an operator gets to see. */
    interface Parts {
        List<StoredTable> of(List<StoredTable> all);
    }

    private final Parts parts;

    PlantedRestore(OperatorContext context, Parts parts) {
        super(context);
        this.parts = parts;
    }

    @Override
    public RestoredState restoredState() {
        RestoredState all = super.restoredState();
        return new RestoredState() {
            @Override
            public boolean isRestored() {
                return all.isRestored();
            }

            @Override
            public long checkpointId() {
                return all.checkpointId();
            }

            @Override
            public List<StoredTable> tables(String name) {
                return parts.of(all.tables(name));
            }
        };
    }
}
