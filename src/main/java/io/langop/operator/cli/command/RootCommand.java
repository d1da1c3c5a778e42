package io.langop.operator.cli.command;

import io.langop.operator.cli.session.Session;

/** What all commands have in common, as the root of their tree holds it. */
public interface RootCommand {

  Session session();

  GlobalOptions global();
}
