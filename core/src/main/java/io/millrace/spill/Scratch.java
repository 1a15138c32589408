/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.spill;

import io.millrace.environment.Storage;

/**
 * Where rows go that do not fit in memory.
 *
 * @param storage for temporary files
 * @param prefix of the names of the files, which nobody else uses
 * @param memoryBytes how much memory rows may take before they go to a file, about; {@link Long#MAX_VALUE} where all
 *     stay in memory
 */
public record Scratch(Storage storage, String prefix, long memoryBytes) {
    boolean isBounded() {
        return memoryBytes < Long.MAX_VALUE;
    }
}
