package io.langop.operator.cli.registries;

import io.langop.operator.cli.allowlist.CheckedImage;
import io.langop.operator.cli.session.ExitCode;

/** Counts while images are checked, for the exit code. */
final class CheckRun {

  private long images;
  private long denied;
  private boolean problem;

  void count(CheckedImage checked) {
    images++;
    if (!checked.verdict().isAllowed()) {
      denied++;
    }
  }

  void problem() {
    problem = true;
  }

  long images() {
    return images;
  }

  int exitCode() {
    if (denied > 0) {
      return ExitCode.NEGATIVE;
    }
    return problem ? ExitCode.USAGE : ExitCode.OK;
  }
}
