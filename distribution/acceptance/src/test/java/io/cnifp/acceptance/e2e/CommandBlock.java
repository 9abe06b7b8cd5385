package io.cnifp.acceptance.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A fenced block of a page, and what comments of HTML right before it, which readers don't see, say
 * about it:
 *
 * <ul>
 *   <li>{@code not run: REASON}: a block of commands that no test can run
 *   <li>{@code file: PATH}: the block is what a file holds
 *   <li>{@code before: COMMANDS}: shell commands that run before the block
 * </ul>
 *
 * @param line where it begins in its page, from 1
 * @param language the word after the fence
 * @param notes the comments by their first word
 */
record CommandBlock(int line, String language, String text, Map<String, String> notes) {
  private static final Pattern BLOCK =
      Pattern.compile(
          "(?ms)^(?<notes>(?: *<!--(?:(?!-->).)*-->\\s*\\n)*)(?<indent> *)```(?<language>[a-z]*)\\n"
              + "(?<text>.*?)^ *```\\s*?$");
  private static final Pattern NOTE =
      Pattern.compile("(?s)<!--\\s*(not run|file|before):\\s*(.*?)\\s*-->");

  /** All blocks of a page, in their order. */
  static List<CommandBlock> of(Path page) throws IOException {
    String markdown = Files.readString(page);
    List<CommandBlock> blocks = new ArrayList<>();
    Matcher block = BLOCK.matcher(markdown);
    while (block.find()) {
      Map<String, String> notes = new TreeMap<>();
      NOTE.matcher(block.group("notes"))
          .results()
          .forEach(note -> notes.put(note.group(1), note.group(2)));
      blocks.add(
          new CommandBlock(
              (int) markdown.substring(0, block.start("language")).lines().count(),
              block.group("language"),
              block.group("text").indent(-block.group("indent").length()),
              notes));
    }
    return blocks;
  }

  /** Whether it has commands, with or without what they print. */
  boolean isCommands() {
    return language.equals("sh") || language.equals("console");
  }
}
