package io.langop.operator.cli;

import io.langop.operator.cli.admission.AdmissionCommand;
import io.langop.operator.cli.command.GlobalOptions;
import io.langop.operator.cli.command.LeafCommand;
import io.langop.operator.cli.command.Version;
import io.langop.operator.cli.command.WithoutNamespace;
import io.langop.operator.cli.images.ImagesCommand;
import io.langop.operator.cli.installation.InstallationCheckCommand;
import io.langop.operator.cli.installation.VersionCommand;
import io.langop.operator.cli.output.SafePrintStream;
import io.langop.operator.cli.pods.PodsCommand;
import io.langop.operator.cli.registries.RegistriesCommand;
import io.langop.operator.cli.session.ExitCode;
import io.langop.operator.cli.session.Session;
import io.langop.operator.cli.status.AgentCommand;
import io.langop.operator.cli.status.PowerToolCommand;
import io.langop.operator.cli.status.ToolCommand;
import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.RunLast;

/** The command line: answers for authors and administrators. */
@Command(
    name = "aictl",
    versionProvider = Version.class,
    header = "Shows which images may run, the state of yours, and why",
    description = {
      "For authors: the state of an agent, a tool or a PowerTool. For administrators: the"
          + " allowlist of registries and the catalog of profiler images.",
      "Exit codes: 0 fine, 1 something is denied, unhealthy or not there, 2 wrong usage, 3 the"
          + " cluster cannot be reached or forbids it."
    },
    footer = {
      "  aictl agent status my-agent -n demo",
      "  aictl registries list",
      "  aictl registries check nginx ghcr.io/acme/agent:1.0"
    },
    subcommands = {
      AgentCommand.class,
      ToolCommand.class,
      PowerToolCommand.class,
      RegistriesCommand.class,
      PodsCommand.class,
      ImagesCommand.class,
      AdmissionCommand.class,
      InstallationCheckCommand.class,
      VersionCommand.class,
      CompletionCommand.class
    })
public final class Aictl implements LeafCommand.Root {

  @Mixin private GlobalOptions global = new GlobalOptions();

  @Option(names = "--version", versionHelp = true, description = "Show the version")
  private boolean version;

  private final Session session;

  Aictl(Session session) {
    this.session = session;
  }

  /** Runs a command and ends the process with its exit code. */
  public static void main(String... arguments) {
    Session session = Session.ofProcess();
    int exitCode;
    try {
      exitCode = run(session, arguments);
      if (exitCode != ExitCode.BROKEN_PIPE) {
        session.out().flush();
        session.err().flush();
      }
    } catch (SafePrintStream.Closed e) {
      exitCode = outputClosed(e);
    }
    // Not exit(): clients of clusters leave threads behind, and there is nothing to tidy up.
    Runtime.getRuntime().halt(exitCode);
  }

  /** A reader who has had enough needs no words; anybody else does. */
  static int outputClosed(SafePrintStream.Closed e) {
    if (!e.brokenPipe()) {
      System.err.println("aictl: The output cannot be written: " + e.getMessage() + ".");
    }
    return ExitCode.BROKEN_PIPE;
  }

  /** Runs a command. */
  public static int run(Session session, String... arguments) {
    CommandLine commandLine = commandLine(session);
    if (arguments.length > 0 && arguments[0].equals(Completions.COMMAND)) {
      Completions.of(commandLine, arguments).forEach(session.out()::println);
      return ExitCode.OK;
    }
    // Helps are collected first: picocli would not let out that they cannot be written.
    StringWriter help = new StringWriter();
    commandLine.setOut(new PrintWriter(help));
    int exitCode = commandLine.execute(arguments);
    session.out().print(help);
    return exitCode;
  }

  /** The whole tree of commands. */
  public static CommandLine commandLine(Session session) {
    Aictl aictl = new Aictl(session);
    CommandLine commandLine = new CommandLine(aictl);
    commandLine.setErr(new PrintWriter(session.err(), true));
    commandLine.setCaseInsensitiveEnumValuesAllowed(true);
    Errors errors = new Errors(session, aictl.global());
    commandLine.setParameterExceptionHandler(errors);
    commandLine.setExecutionStrategy(
        parsed -> {
          WithoutNamespace.check(parsed, aictl.global());
          return new RunLast().execute(parsed);
        });
    commandLine.setExecutionExceptionHandler(errors);
    HelpLayout.apply(commandLine);
    return commandLine;
  }

  @Override
  public Session session() {
    return session;
  }

  @Override
  public GlobalOptions global() {
    return global;
  }
}
