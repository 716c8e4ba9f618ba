package dev.onggi.operator.bench.builds;

/**
 * Something that was seen to be true for the first time.
 *
 * @param what such as "ImageBuild: Building"
 * @param seconds since the change was sent
 */
record Mark(String what, double seconds) {}
