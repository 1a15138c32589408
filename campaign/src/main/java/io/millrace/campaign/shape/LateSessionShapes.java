/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.campaign.shape;

import io.millrace.campaign.shape.LateShapes.Kind;
import io.millrace.simulation.Outputs;
import io.millrace.simulation.Randomness;
import io.millrace.simulation.Scenario;
import io.millrace.simulation.ScriptedSource;
import io.millrace.stream.StreamExecutionEnvironment;
import io.millrace.window.EventTimeSessionWindows;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Sessions over one split with late events, and a watermark right behind every event: exact, firings and late rows. */
final class LateSessionShapes {
    private static final long GAP = 15; // odd, where event times are even: no session just touches another

    private LateSessionShapes() {}

    static List<Scenario> all() {
        return List.of(
                new Late("late-exact-sessions-0", 0, Kind.PLAIN),
                new Late("late-exact-sessions-40", 40, Kind.PLAIN),
                new Late("late-exact-sessions-general-40", 40, Kind.GENERAL),
                new Late("late-exact-sessions-purging-40", 40, Kind.PURGING));
    }

    private record Late(String name, long lateness, Kind kind) implements Scenario {
        @Override
        public Run draw(Randomness random) {
            Events events = Events.draw(random, 0, 1, true);
            return new Run() {
                @Override
                public void build(StreamExecutionEnvironment environment) {
                    LateShapes.windows(
                            environment
                                    .fromSource(
                                            ScriptedSource.bounded(events.scripts()), LateShapes.punctual(), "Events")
                                    .setParallelism(1),
                            EventTimeSessionWindows.withGap(Duration.ofMillis(GAP)),
                            lateness,
                            kind);
                }

                @Override
                public void verify(Outputs outputs) {
                    Sessions sessions = new Sessions(lateness, kind == Kind.PURGING);
                    events.all().forEach(sessions::add);
                    sessions.advance(Long.MAX_VALUE);
                    outputs.requireRows("windows", sessions.firings);
                    outputs.requireRows("late", sessions.late);
                }

                @Override
                public boolean endsWithoutState() {
                    return true;
                }
            };
        }
    }

    /** @param count of the events that the session holds */
    private record Session(long start, long end, long count) {
        long maxTimestamp() {
            return end - 1;
        }

        boolean meets(Session other) {
            return start <= other.end && other.start <= end;
        }
    }

    /** The sessions of all keys, computed as plainly as can be. */
    private static final class Sessions {
        private final long lateness;
        private final boolean purges;
        private final Map<Integer, List<Session>> open = new TreeMap<>();
        private final List<Result> firings = new ArrayList<>();
        private final List<Event> late = new ArrayList<>();
        private long watermark = Long.MIN_VALUE;

        Sessions(long lateness, boolean purges) {
            this.lateness = lateness;
            this.purges = purges;
        }

        void add(Event event) {
            int key = LateShapes.key(event);
            List<Session> others = new ArrayList<>();
            Session own = new Session(event.time(), event.time() + GAP, 1);
            Session merged = own;
            for (Session session : open.getOrDefault(key, List.of())) {
                if (session.meets(own)) {
                    merged = new Session(
                            Math.min(merged.start(), session.start()),
                            Math.max(merged.end(), session.end()),
                            merged.count() + session.count());
                } else {
                    others.add(session);
                }
            }
            if (merged.maxTimestamp() + lateness <= watermark) {
                late.add(event);
            } else {
                others.add(merged.maxTimestamp() <= watermark ? fire(key, merged) : merged);
                open.put(key, others);
            }
            advance(Math.max(watermark, event.time() - LateShapes.BOUND));
        }

        void advance(long time) {
            long before = watermark;
            watermark = time;
            open.forEach((key, sessions) -> {
                sessions.replaceAll(session -> session.maxTimestamp() > before && session.maxTimestamp() <= time
                        ? fire(key, session)
                        : session);
                sessions.removeIf(session -> session.maxTimestamp() + lateness <= time);
            });
        }

        private Session fire(int key, Session session) {
            if (session.count() > 0) {
                firings.add(new Result("k" + key, session.start(), session.end(), session.count()));
            }
            return purges ? new Session(session.start(), session.end(), 0) : session;
        }
    }
}
