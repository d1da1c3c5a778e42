package io.langop.operator.demo;

import java.io.PrintStream;

/** What the spectator reads. */
final class Screen {
  private final PrintStream out;
  private int chapter;

  Screen(PrintStream out) {
    this.out = out;
  }

  void chapter(String title) {
    chapter++;
    out.printf("%n== %d. %s%n", chapter, title);
  }

  void say(String sentence) {
    out.println("-- " + sentence);
  }

  void command(String commandLine) {
    out.println("$ " + commandLine);
  }

  void output(String text) {
    if (!text.isEmpty()) {
      out.println(text);
    }
  }

  void blank() {
    out.println();
  }
}
