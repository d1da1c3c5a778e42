package io.langop.operator.image;

/** What {@link ImageReference#parse} makes of a text: a reference, or the reason why it is none. */
public sealed interface ParsedImage permits ImageReference, InvalidImageReference {}
