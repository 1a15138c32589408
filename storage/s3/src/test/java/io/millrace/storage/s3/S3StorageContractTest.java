/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.storage.s3;

import io.millrace.environment.Storage;

class S3StorageContractTest extends StorageContract {
    @Override
    Storage newStorage() {
        S3Server server = S3Server.get();
        return server.storage(server.newDirectory());
    }
}
