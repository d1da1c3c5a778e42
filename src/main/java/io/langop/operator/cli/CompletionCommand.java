package io.langop.operator.cli;

import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code completion}: the shell completes commands and options. */
@Command(
    name = "completion",
    header = "Print what makes a shell complete commands and options",
    description = "For bash, and for zsh, which reads the completions of bash.",
    footer = {
      "  source <(aictl completion bash)",
      "  aictl completion zsh > ~/.aictl-completion && echo 'source ~/.aictl-completion' >> ~/.zshrc"
    })
final class CompletionCommand extends LeafCommand {

  /** Shells that are known. */
  enum Shell {
    bash,
    zsh
  }

  private static final String ZSH =
      "autoload -Uz compinit bashcompinit && compinit -u && bashcompinit\n";

  @Parameters(paramLabel = "SHELL", arity = "1", description = "${COMPLETION-CANDIDATES}")
  private Shell shell;

  @Override
  public Integer call() {
    if (shell == Shell.zsh) {
      session().out().print(ZSH);
    }
    session().out().print(AutoComplete.bash("aictl", spec().root().commandLine()));
    return ExitCode.OK;
  }
}
