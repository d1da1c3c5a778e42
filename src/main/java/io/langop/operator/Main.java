package io.langop.operator;

import io.langop.operator.cli.Aictl;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.Arrays;

/**
 * One program, two uses: the operator, and with {@code aictl} as its first argument the command
 * line, which starts nothing of the operator.
 */
@QuarkusMain
public final class Main {

  private Main() {}

  public static void main(String... arguments) {
    if (arguments.length > 0 && arguments[0].equals("aictl")) {
      Aictl.main(Arrays.copyOfRange(arguments, 1, arguments.length));
      return;
    }
    Quarkus.run(arguments);
  }
}
