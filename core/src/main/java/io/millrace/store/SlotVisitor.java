/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.store;

/** Does something with each slot that has a key. */
@FunctionalInterface
public interface SlotVisitor<E extends Exception> {
    /**
     * Visits a key.
     *
     * @param slot of the key until this returns, when it may go to another
     */
    void visit(int slot) throws E;
}
