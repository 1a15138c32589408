/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.storage.s3;

import io.millrace.environment.Storage;
import io.millrace.simulation.SimulatedStorages;

class SimulatedObjectStorageContractTest extends StorageContract {
    @Override
    Storage newStorage() {
        return SimulatedStorages.fresh(true);
    }
}
