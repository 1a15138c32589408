/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.storage.s3;

import io.millrace.environment.Location;

/**
 * A directory in a bucket.
 *
 * @param prefix what the keys of all that is in the directory begin with: empty, or ending in a slash
 */
record S3Location(String bucket, String prefix) {
    static final String SCHEME = "s3";

    private static final String START = SCHEME + "://";

    /** @throws IllegalArgumentException if the text is not {@code s3://bucket/path} */
    static S3Location parse(String location) {
        if (!location.startsWith(START)) {
            throw wrong(location, "it does not begin with " + START);
        }
        String path = Location.normalize(location).substring(START.length());
        int slash = path.indexOf('/');
        String bucket = slash < 0 ? path : path.substring(0, slash);
        if (bucket.isEmpty()) {
            throw wrong(location, "it names no bucket");
        }
        String directory = slash < 0 ? "" : path.substring(slash + 1);
        if (!directory.isEmpty()) {
            requireNames(location, directory);
        }
        return new S3Location(bucket, directory.isEmpty() ? "" : directory + "/");
    }

    private static void requireNames(String location, String directory) {
        for (String name : directory.split("/", -1)) {
            if (name.isEmpty() || name.equals(".") || name.equals("..")) {
                throw wrong(location, "it has a part '" + name + "', and S3 knows no such directories");
            }
        }
    }

    private static IllegalArgumentException wrong(String location, String why) {
        return new IllegalArgumentException(
                "'" + location + "' is no location in S3: " + why + ". Give one such as s3://bucket/path.");
    }

    @Override
    public String toString() {
        String uri = START + bucket + "/" + prefix;
        return uri.substring(0, uri.length() - 1);
    }
}
