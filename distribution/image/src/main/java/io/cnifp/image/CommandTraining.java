package io.cnifp.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Commands of cni-fp whose run shows the JVM which classes the command needs. */
final class CommandTraining {
  private CommandTraining() {}

  /**
   * Writes the commands and the files that they read.
   *
   * @return the list of commands: one a line, its arguments separated by tabs
   */
  static Path write(Path directory) throws IOException {
    Files.createDirectories(directory);
    String good = directory.resolve("good.json").toString();
    Files.writeString(
        Path.of(good),
        "{\"cmdAdd\":\"1*error(x)->50%delay(1)[pod=web-*,seed=1]\",\"afterDel\":\"off\"}");
    String bad = directory.resolve("bad.json").toString();
    Files.writeString(Path.of(bad), "{\n \"cmdAdd\": \"1*eror(x)\",\n \"cmdFoo\": 1}");
    String journal = directory.resolve("journal.jsonl").toString();
    Files.writeString(
        Path.of(journal),
        "{\"time\":\"2026-01-01T00:00:00.000000Z\",\"event\":\"fired\",\"pid\":1,\"command\":\"ADD\",\"pod\":\"web-1\",\"point\":\"cmdAdd\",\"term\":0,\"steps\":\"error(x)\",\"outcome\":\"error\",\"code\":999,\"message\":\"x\",\"microseconds\":12}\n");
    Path commands = directory.resolve("commands");
    Files.write(
        commands,
        List.of(
            line("--help"),
            line("--version"),
            line("check", "--help"),
            line("check", good, bad),
            line("check", "--output", "json", good, bad),
            line("show", good),
            line("show", good, "--output", "json"),
            line("simulate", good, "--calls", "3", "--pod", "web-1"),
            line("simulate", "1*error(a)", "--output", "json"),
            line("parse"),
            line("history", "--journal", journal),
            line("history", "--journal", journal, "--output", "json", "--since", "5m"),
            line("wait", "--journal", journal, "--fired", "1", "--timeout", "1s"),
            line("actions"),
            line("delegates", "--output", "json"),
            line("call", "nothing", "--config", good),
            line("set", good, "cmdFoo=off"),
            line("no-such-command")));
    return commands;
  }

  private static String line(String... arguments) {
    return String.join("\t", arguments);
  }
}
