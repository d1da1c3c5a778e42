package io.langop.operator.cli.input;

/**
 * An image that somebody names somewhere.
 *
 * @param image as written
 * @param source where it was found, {@code null} if it was named to us directly
 * @param namespace of the manifest that it was found in; {@code null} if there is none
 */
public record NamedImage(String image, String source, String namespace) {}
