/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.storage.s3;

import io.millrace.engine.LocalStorage;
import io.millrace.environment.Storage;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class LocalStorageContractTest extends StorageContract {
    @TempDir
    private Path directory;

    @Override
    Storage newStorage() {
        return new LocalStorage(directory);
    }
}
