/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.flink.cluster.jar;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a class path offers to {@link java.util.ServiceLoader}: each library lists its own, and one jar has one list. */
final class Services {
    private static final String DIRECTORY = "META-INF/services/";

    private final Map<String, Set<String>> hidden;
    private final SortedMap<String, Set<String>> providers = new TreeMap<>();

    /** @param hidden providers to leave out, by service */
    Services(Map<String, Set<String>> hidden) {
        this.hidden = hidden;
    }

    static boolean isList(String name) {
        return name.startsWith(DIRECTORY) && name.indexOf('/', DIRECTORY.length()) < 0;
    }

    /** Returns the path in a jar at which the implementation of a listed service would be. */
    static String pathOfService(String name) {
        return name.substring(DIRECTORY.length()).replace('.', '/');
    }

    /** Adds what one library lists, behind what others have listed. */
    void add(String name, InputStream list) throws IOException {
        String text = new String(list.readAllBytes(), StandardCharsets.UTF_8);
        String service = name.substring(DIRECTORY.length());
        for (String line : text.lines().toList()) {
            String provider = line.replaceFirst("#.*", "").strip();
            if (!provider.isEmpty() && !hidden.getOrDefault(service, Set.of()).contains(provider)) {
                providers.computeIfAbsent(name, any -> new LinkedHashSet<>()).add(provider);
            }
        }
    }

    /** Returns the lists, by their names in the jar. */
    SortedMap<String, byte[]> lists() {
        SortedMap<String, byte[]> lists = new TreeMap<>();
        providers.forEach((name, provided) ->
                lists.put(name, (String.join("\n", provided) + "\n").getBytes(StandardCharsets.UTF_8)));
        return lists;
    }
}
