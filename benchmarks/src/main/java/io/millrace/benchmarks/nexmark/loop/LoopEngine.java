/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark.loop;

import io.millrace.benchmarks.nexmark.NexmarkEngine;
import io.millrace.benchmarks.nexmark.Query;
import io.millrace.benchmarks.nexmark.RunRecorder;
import io.millrace.benchmarks.nexmark.RunResult;
import io.millrace.benchmarks.nexmark.generator.NexmarkGenerator;

/** Runs each query as a hand-written loop in the calling thread. */
public final class LoopEngine implements NexmarkEngine {

    @Override
    public String name() {
        return "loop";
    }

    @Override
    public RunResult run(Query query, int parallelism, long events) {
        if (parallelism != 1) {
            throw new IllegalArgumentException(
                    "parallelism = " + parallelism + ": the loop is single-threaded, its parallelism must be 1");
        }
        RunRecorder recorder = new RunRecorder();
        NexmarkGenerator generator = new NexmarkGenerator(0, 1, events);
        LoopQuery loop = loop(query);
        recorder.sourceStarted();
        recorder.sinkFinished(loop.run(generator));
        return recorder.result(1);
    }

    static LoopQuery loop(Query query) {
        return switch (query) {
            case Q0 -> new PassThroughLoop();
            case Q1 -> new CurrencyLoop();
            case Q2 -> new SelectionLoop();
            case Q5 -> new HotItemsLoop();
            case Q7 -> new HighestBidLoop();
            case Q8 -> new NewUsersLoop();
            case Q11 -> new SessionsLoop();
            case Q18 -> new LastBidLoop();
            case JOIN -> new AuctionBidsLoop();
        };
    }
}
