/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.operator;

/** The door through which other threads reach an operator. */
@FunctionalInterface
public interface Mailbox {
    /**
     * Brings a letter to the operator, which gets it in a step of its own task: {@link Operator#onMail}. May be called
     * from any thread, also after the task has ended, when nobody reads it any more.
     */
    void post(Object letter);
}
