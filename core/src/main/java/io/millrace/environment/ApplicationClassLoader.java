/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.environment;

import org.jspecify.annotations.Nullable;

/** Finds classes where the application does, and those of Millrace that the application's loader may not know. */
public final class ApplicationClassLoader extends ClassLoader {
    static {
        registerAsParallelCapable();
    }

    /**
     * @param application the application's loader; where it is null, that of Millrace is all there is
     */
    public ApplicationClassLoader(@Nullable ClassLoader application) {
        super(application == null ? ApplicationClassLoader.class.getClassLoader() : application);
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        return Class.forName(name, false, ApplicationClassLoader.class.getClassLoader());
    }
}
