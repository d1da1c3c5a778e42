package io.langop.operator.cli;

import io.langop.operator.cli.output.Style;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that does something, as opposed to a group of commands. */
@Command
public abstract class LeafCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  private Aictl root() {
    return (Aictl) spec.root().userObject();
  }

  protected CommandSpec spec() {
    return spec;
  }

  protected Session session() {
    return root().session();
  }

  protected GlobalOptions global() {
    return root().global();
  }

  protected Style style() {
    return global().style(session());
  }

  /** A line beside the result. */
  protected void note(String message) {
    session().note(message);
  }
}
