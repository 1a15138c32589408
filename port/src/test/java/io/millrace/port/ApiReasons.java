/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.port;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Why methods of Flink's are not here: the lines of a file, each a pattern of signatures, a mark and a reason. */
final class ApiReasons {
    private static final String RESOURCE = "api-reasons.txt";

    private final List<Reason> reasons;
    private final Set<Reason> used = new LinkedHashSet<>();

    private ApiReasons(List<Reason> reasons) {
        this.reasons = reasons;
    }

    /**
     * A line.
     *
     * @param glob signatures, as {@code DataStream.map(*)}
     * @param mark renamed or left out
     * @param text the reason
     */
    record Reason(String glob, String mark, String text) {
        boolean covers(String signature) {
            String expression = Pattern.quote(glob).replace("*", "\\E.*\\Q");
            return Pattern.matches(expression, signature);
        }
    }

    static ApiReasons read() throws IOException {
        try (InputStream in = Objects.requireNonNull(ApiReasons.class.getResourceAsStream(RESOURCE), RESOURCE)) {
            List<Reason> reasons = new ArrayList<>();
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList()) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    String[] parts = line.split(" +\\| +", 3);
                    reasons.add(new Reason(parts[0].strip(), parts[1].strip(), parts[2].strip()));
                }
            }
            return new ApiReasons(reasons);
        }
    }

    /** The first reason that covers a signature. */
    @Nullable
    Reason find(String signature) {
        for (Reason reason : reasons) {
            if (reason.covers(signature)) {
                used.add(reason);
                return reason;
            }
        }
        return null;
    }

    /** Reasons that covered nothing: what they excused is there now. */
    List<Reason> unused() {
        return reasons.stream().filter(reason -> !used.contains(reason)).toList();
    }
}
