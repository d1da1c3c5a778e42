package io.langop.operator.workload;

import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;

/**
 * A quantity as the API server writes it, see {@code CanonicalizeBytes} of Kubernetes'
 * resource.Quantity: as a whole number, with the largest suffix of its kind that makes it one.
 */
final class CanonicalQuantity {

  private static final BigInteger KIBI = BigInteger.valueOf(1024);
  private static final BigInteger KILO = BigInteger.valueOf(1000);

  private static final List<String> BINARY = List.of("", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei");

  /** From billionths. */
  private static final List<String> DECIMAL =
      List.of("n", "u", "m", "", "k", "M", "G", "T", "P", "E");

  private static final int NANO = 9;

  private CanonicalQuantity() {}

  static Quantity of(Quantity asked) {
    if (asked == null) {
      return null;
    }
    String format = asked.getFormat() == null ? "" : asked.getFormat();
    BigDecimal amount = asked.getNumericalAmount();
    BigDecimal nanos = amount.movePointRight(NANO);
    if (amount.signum() < 0 || nanos.stripTrailingZeros().scale() > 0 || isExponent(format)) {
      return asked; // too fine, or in a form that nearly nobody uses
    }
    if (amount.signum() == 0) {
      return new Quantity("0");
    }
    boolean whole = amount.stripTrailingZeros().scale() <= 0;
    return format.endsWith("i") && whole && amount.compareTo(new BigDecimal(KIBI)) >= 0
        ? written(amount.toBigIntegerExact(), KIBI, BINARY)
        : written(nanos.toBigIntegerExact(), KILO, DECIMAL);
  }

  private static boolean isExponent(String format) {
    return format.length() > 1 && Character.toLowerCase(format.charAt(0)) == 'e';
  }

  private static Quantity written(BigInteger amount, BigInteger step, List<String> suffixes) {
    BigInteger rest = amount;
    int suffix = 0;
    while (suffix < suffixes.size() - 1 && rest.mod(step).signum() == 0) {
      rest = rest.divide(step);
      suffix++;
    }
    return new Quantity(rest.toString(), suffixes.get(suffix));
  }
}
