/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.port;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.Pattern;

/** Reads the classes of Flink's DataStream API off Flink's jars. */
final class FlinkJars {
    private static final Pattern PACKAGES = Pattern.compile("org/apache/flink/("
            + "api/common(/(functions|state|state/v2|eventtime|accumulators|typeinfo|serialization))?"
            + "|api/java/(functions|tuple|typeutils)"
            + "|api/connector/(source|source/lib|sink2)"
            + "|configuration|connector/datagen/source|core/execution|metrics"
            + "|streaming/api|streaming/api/(checkpoint|datastream|environment)"
            + "|streaming/api/(functions|windowing)(/[a-z0-9]+)*"
            + "|util|util/function)/[A-Za-z0-9]+\\.class");

    private FlinkJars() {}

    /** The names of the public top-level classes. */
    static Set<String> classes() throws IOException {
        Set<String> names = new TreeSet<>();
        for (String jar : jars()) {
            try (JarFile file = new JarFile(jar)) {
                file.stream()
                        .map(entry -> entry.getName())
                        .filter(name -> PACKAGES.matcher(name).matches())
                        .map(name -> name.substring(0, name.length() - ".class".length())
                                .replace('/', '.'))
                        .filter(FlinkJars::isPublic)
                        .forEach(names::add);
            }
        }
        return names;
    }

    /** The files on the class path that are Flink's. */
    static List<String> jars() {
        List<String> jars = new ArrayList<>();
        for (String entry : classPath().split(File.pathSeparator)) {
            if (new File(entry).getName().startsWith("flink-") && entry.endsWith(".jar")) {
                jars.add(entry);
            }
        }
        return jars;
    }

    /** The class path of the tests; Surefire hides it behind a jar of its own. */
    static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }

    private static boolean isPublic(String name) {
        try {
            return Modifier.isPublic(
                    Class.forName(name, false, FlinkJars.class.getClassLoader()).getModifiers());
        } catch (ClassNotFoundException | NoClassDefFoundError broken) {
            return false;
        }
    }
}
