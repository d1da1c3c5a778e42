package io.langop.operator.cli;

import io.langop.operator.cli.command.LeafCommand;
import io.langop.operator.cli.command.WithoutNamespace;
import io.langop.operator.cli.session.ExitCode;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code completion}: the shell completes commands and options. */
@Command(
    name = "completion",
    header = "Print what makes a shell complete commands and options",
    description = {
      "For bash; for zsh, which reads the completions of bash; for fish; and for PowerShell. Those of"
          + " fish and PowerShell ask aictl itself at each tab.",
      "kubectl completes 'kubectl aictl' in all shells if it finds kubectl_complete-aictl on the PATH:"
          + " a link to bin/aictl with that name."
    },
    footer = {
      "  source <(aictl completion bash)",
      "  aictl completion zsh > ~/.aictl-completion && echo 'source ~/.aictl-completion' >> ~/.zshrc",
      "  aictl completion fish > ~/.config/fish/completions/aictl.fish",
      "  aictl completion powershell >> $PROFILE",
      "  ln -s \"$PWD/bin/aictl\" ~/.local/bin/kubectl_complete-aictl"
    })
final class CompletionCommand extends LeafCommand implements WithoutNamespace {

  /** Shells that are known. */
  enum Shell {
    bash,
    zsh,
    fish,
    powershell
  }

  private static final String ZSH =
      "autoload -Uz compinit bashcompinit && compinit -u && bashcompinit\n";

  private static final String FISH =
      """
      function __aictl_complete
          set -l words (commandline -opc)
          set -l answer (aictl %1$s $words[2..-1] (commandline -ct) 2>/dev/null)
          if test "$answer[-1]" = ':0'
              __fish_complete_path (commandline -ct)
          end
          string match -v -r '^:' -- $answer
      end
      complete -c aictl -f -a '(__aictl_complete)'
      """;

  private static final String POWERSHELL =
      """
      Register-ArgumentCompleter -Native -CommandName aictl -ScriptBlock {
        param($wordToComplete, $commandAst, $cursorPosition)
        $words = @($commandAst.CommandElements | Select-Object -Skip 1 |
          Where-Object { $_.Extent.EndOffset -lt $cursorPosition } | ForEach-Object { $_.ToString() })
        $typed = if ($wordToComplete) { $wordToComplete } else { '""' }
        aictl %1$s @words $typed 2>$null | Where-Object { $_ -notmatch '^:' } | ForEach-Object {
          $value, $description = $_ -split "`t", 2
          if (-not $description) { $description = $value }
          [System.Management.Automation.CompletionResult]::new($value, $value, 'ParameterValue', $description)
        }
      }
      """;

  @Parameters(paramLabel = "SHELL", arity = "1", description = "${COMPLETION-CANDIDATES}")
  private Shell shell;

  @Override
  public Integer call() {
    session().out().print(script());
    return ExitCode.OK;
  }

  private String script() {
    return switch (shell) {
      case bash -> AutoComplete.bash("aictl", spec().root().commandLine());
      case zsh -> ZSH + AutoComplete.bash("aictl", spec().root().commandLine());
      case fish -> FISH.formatted(Completions.COMMAND);
      case powershell -> POWERSHELL.formatted(Completions.COMMAND);
    };
  }
}
