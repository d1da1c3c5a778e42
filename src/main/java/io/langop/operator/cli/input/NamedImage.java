package io.langop.operator.cli.input;

/**
 * An image that somebody names somewhere.
 *
 * @param image as written
 * @param source where it was found, {@code null} if it was named to us directly
 */
public record NamedImage(String image, String source) {}
