package io.langop.operator.testcluster;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Builds the programs that the tests run against and starts nothing: all of them, or the products
 * that the arguments name, such as {@code kubernetes}. What takes long and is rarely needed has to
 * be named. A build server or a demo calls it first, so that the minutes it takes the first time
 * are not taken for a test that hangs.
 */
public final class PreparePrograms {
  private PreparePrograms() {}

  public static void main(String[] arguments) {
    List<GoProduct> products =
        arguments.length == 0
            ? Arrays.stream(GoProduct.values()).filter(product -> !product.onlyByName()).toList()
            : Arrays.stream(arguments)
                .map(name -> GoProduct.valueOf(name.toUpperCase(Locale.ROOT)))
                .toList();
    try {
      for (GoProduct product : products) {
        GoPrograms programs = GoPrograms.prepare(product);
        System.out.printf(
            "%s %s is ready in %s%n", product.title(), programs.version(), programs.directory());
      }
    } catch (ClusterException e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
  }
}
