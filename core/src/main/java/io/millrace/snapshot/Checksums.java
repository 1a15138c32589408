/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.snapshot;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32C;

/** CRC32C checksums, written as eight hexadecimal digits. */
final class Checksums {
    private Checksums() {}

    static String of(byte[] content, int length) {
        CRC32C checksum = new CRC32C();
        checksum.update(content, 0, length);
        return format(checksum.getValue());
    }

    static String of(InputStream in) throws IOException {
        CRC32C checksum = new CRC32C();
        byte[] buffer = new byte[64 * 1024];
        for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
            checksum.update(buffer, 0, length);
        }
        return format(checksum.getValue());
    }

    static String format(long checksum) {
        String digits = Long.toHexString(checksum);
        return "0".repeat(8 - digits.length()) + digits;
    }
}
