package io.langop.operator.testcluster;

/**
 * A container image that holds the programs of a product.
 *
 * @param reference the image with its tag
 * @param directory where in the image the programs are
 */
record ProgramImage(String reference, String directory) {}
