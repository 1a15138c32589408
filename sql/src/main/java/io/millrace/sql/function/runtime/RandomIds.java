/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.function.runtime;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/**
 * UUID: ids of version 4, digests of a text that no other run has and of a number that grows. That text tells whoever knows it all ids, so they are no secrets; and
 * whoever repeats a run in a simulation meets the same ones. One instance belongs to one call of the function in one subtask.
 */
public final class RandomIds {

    private static final long VERSION_MASK = 0xFFFF_FFFF_FFFF_0FFFL;
    private static final long VERSION = 0x4000L;
    private static final long VARIANT_MASK = 0x3FFF_FFFF_FFFF_FFFFL;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    private final byte[] run;
    private final MessageDigest digest;
    private long next;

    /**
     * Starts a sequence.
     *
     * @param run what no other run has
     * @param call a number that no other call of the same run has
     */
    public RandomIds(String run, int call) {
        this.run = Hashes.utf8(run + "/" + call);
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    /** Returns the next id. */
    public String next() {
        digest.update(run);
        ByteBuffer bits = ByteBuffer.wrap(
                digest.digest(ByteBuffer.allocate(Long.BYTES).putLong(next++).array()));
        return new UUID(bits.getLong() & VERSION_MASK | VERSION, bits.getLong() & VARIANT_MASK | VARIANT).toString();
    }
}
