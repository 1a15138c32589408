/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.physical;

import io.millrace.sql.configuration.RuntimeMode;
import io.millrace.sql.configuration.SqlOptions;

/** Whether only what is left at the end counts. */
public final class BatchMode {
    private BatchMode() {}

    /** Returns whether it does for the rows of a step. */
    public static boolean isOf(PhysicalNode node, SqlOptions options) {
        return switch (options.get(SqlOptions.RUNTIME_MODE).orElse(RuntimeMode.STREAMING)) {
            case STREAMING -> false;
            case BATCH -> true;
            case AUTOMATIC -> node.isBounded();
        };
    }
}
