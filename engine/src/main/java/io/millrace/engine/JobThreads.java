/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.engine;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes the threads of one job: named after it, and none of them keeps the JVM alive. */
record JobThreads(String jobName) {
    Thread create(String role, Runnable work) {
        Thread thread = new Thread(work, "millrace-" + jobName + "-" + role);
        thread.setDaemon(true);
        return thread;
    }

    /** Returns a factory of threads that are named after the role and a number. */
    ThreadFactory factory(String role) {
        AtomicInteger next = new AtomicInteger();
        return work -> create(role + "-" + next.getAndIncrement(), work);
    }
}
