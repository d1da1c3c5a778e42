package io.langop.operator.cli.command;

import io.langop.operator.cli.output.Format;
import io.langop.operator.cli.output.ItemWriter;
import io.langop.operator.cli.output.Listing;
import io.langop.operator.cli.output.Style;
import io.langop.operator.cli.session.Session;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that does something, as opposed to a group of commands. */
@Command
public abstract class LeafCommand implements Callable<Integer> {

  /** What all commands have in common, as the root of their tree holds it. */
  public interface Root {

    Session session();

    GlobalOptions global();
  }

  @Spec private CommandSpec spec;

  private Root root() {
    return (Root) spec.root().userObject();
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

  /** Shows items in a format. */
  protected <T> void print(List<T> items, Listing<T> listing, Format format) {
    try (ItemWriter<T> writer = ItemWriter.of(format, listing, session().out(), style())) {
      items.forEach(writer::add);
    }
  }

  /** A line beside the result. */
  protected void note(String message) {
    session().note(message);
  }
}
