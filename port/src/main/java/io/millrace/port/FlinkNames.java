/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.port;

import com.sun.source.tree.ImportTree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the simple names of one source file mean, by its imports from Flink. */
final class FlinkNames {
    private final ImportMap imports;
    private final Map<String, String> byName = new LinkedHashMap<>();
    private final List<String> packages = new ArrayList<>();

    FlinkNames(ImportMap imports, List<? extends ImportTree> tree) {
        this.imports = imports;
        for (ImportTree one : tree) {
            add(one);
        }
    }

    private void add(ImportTree one) {
        String name = one.getQualifiedIdentifier().toString();
        if (!name.startsWith(FlinkClasses.PREFIX)) {
            return;
        }
        if (name.endsWith(".*")) {
            packages.add(name.substring(0, name.length() - 2));
        } else if (!one.isStatic()) {
            byName.put(ImportMap.simpleName(name), name);
        }
    }

    /** Whether anything of Flink is imported. */
    boolean any() {
        return !byName.isEmpty() || !packages.isEmpty();
    }

    /** The Flink class that a name in the source means; the name itself if it means none. */
    String resolve(String name) {
        String imported = byName.get(name);
        if (imported != null) {
            return imported;
        }
        return packages.stream()
                .map(prefix -> prefix + "." + name)
                .filter(imports::isFlinkClass)
                .findFirst()
                .orElse(name);
    }

    /** The classes of a package, imported as a whole, that a file names. */
    List<String> namedOf(String packageName, Set<String> used) {
        return used.stream()
                .sorted()
                .filter(name -> !byName.containsKey(name))
                .map(name -> packageName + "." + name)
                .filter(imports::isFlinkClass)
                .toList();
    }

    /**
     * The top-level class of a name that may go on with nested classes, methods or constants.
     *
     * @return null if the name is not Flink's, or of no class
     */
    static @Nullable String topLevel(String name) {
        if (!name.startsWith(FlinkClasses.PREFIX)) {
            return null;
        }
        int start = FlinkClasses.PREFIX.length();
        while (start < name.length() && Character.isLowerCase(name.charAt(start))) {
            int dot = name.indexOf('.', start);
            if (dot < 0) {
                return null;
            }
            start = dot + 1;
        }
        int end = name.indexOf('.', start);
        String top = end < 0 ? name : name.substring(0, end);
        return top.endsWith("*") ? null : top;
    }
}
