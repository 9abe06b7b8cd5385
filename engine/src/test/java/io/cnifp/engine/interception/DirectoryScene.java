package io.cnifp.engine.interception;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cnifp.api.CniCommand;
import io.cnifp.engine.Calls;
import io.cnifp.engine.binding.ActionBinder;
import io.cnifp.engine.binding.ProviderRegistry;
import io.cnifp.engine.extension.Extensions;
import io.cnifp.engine.failpoint.CallAttributes;
import io.cnifp.engine.failpoint.Points;
import io.cnifp.engine.failpointfile.FailpointDirectory;
import io.cnifp.engine.failpointfile.FailpointFile;
import io.cnifp.engine.interception.PointDecider.Decided;
import io.cnifp.engine.journal.CallJournal;
import io.cnifp.engine.journal.Journal;
import io.cnifp.engine.policy.Policy;
import io.cnifp.engine.safefile.FileAccess;
import io.cnifp.engine.safefile.PathRules;
import io.cnifp.engine.source.FailpointSource;
import io.cnifp.engine.source.FailpointSource.Origin;
import io.cnifp.engine.statedir.FileLocks;
import io.cnifp.engine.statedir.StateDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A directory of failpoint files, and what calls decide at one of their points. */
final class DirectoryScene {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path directory;
  private final FileLocks locks;
  private final ActionBinder binder =
      new ActionBinder(ProviderRegistry.actions(new Extensions(Optional.empty())), List::of);

  DirectoryScene(Path directory, Path state) {
    this.directory = directory;
    this.locks =
        FileLocks.ofFailpointFiles(
            new StateDirectory(Map.of("CNI_FP_STATE_DIR", state.toString())));
  }

  /** Returns the answers to the calls of a question, as the oracle gives them. */
  JsonNode answer(JsonNode question) throws IOException, InterruptedException {
    Files.createDirectories(directory);
    for (Map.Entry<String, JsonNode> file : question.get("files").properties()) {
      Files.writeString(directory.resolve(file.getKey()), file.getValue().toString());
    }
    ArrayNode answers = JSON.createArrayNode();
    for (JsonNode call : question.get("calls")) {
      Optional<Decision.Fired> fired = decide(call).decision().fired();
      ObjectNode answer = answers.addObject();
      answer.put(
          "file", fired.map(term -> Path.of(term.file()).getFileName().toString()).orElse(null));
      answer.put("fired", fired.map(Decision.Fired::steps).orElse(null));
      ObjectNode after = answer.putObject("after");
      for (Map.Entry<String, JsonNode> file : question.get("files").properties()) {
        after.set(file.getKey(), JSON.readTree(Files.readString(directory.resolve(file.getKey()))));
      }
    }
    return answers;
  }

  /** Decides at the point of a call. */
  Decided decide(JsonNode call) throws InterruptedException {
    Map<String, String> words = new HashMap<>();
    call.properties().forEach(p -> words.put(p.getKey(), p.getValue().asText()));
    String point = words.getOrDefault("point", "");
    String command = point.replaceFirst("^(cmd|after)", "").toUpperCase(Locale.ROOT);
    Points points = Points.of(CniCommand.valueOf(command));
    CallDecisions decisions =
        decisions(
            CallAttributes.of(words),
            Instant.ofEpochSecond(Long.parseLong(words.getOrDefault("now", "0"))));
    return point.equals(points.before()) ? decisions.before(points) : decisions.after(point);
  }

  private CallDecisions decisions(CallAttributes attributes, Instant now) {
    FailpointSource source =
        new FailpointSource(Optional.of(directory), Origin.CONFIGURATION, false);
    PointDecider decider =
        new PointDecider(binder, attributes, source, TermLimits.none(binder), WaitLimits.NONE);
    Journal off = Journal.of(Map.of(), Policy.DEFAULT, locks);
    return new CallDecisions(
        new FailpointDirectory(
            directory,
            path ->
                new FailpointFile(
                    path,
                    PathRules.TRUSTED,
                    Policy.DEFAULT.lockTimeout(),
                    locks,
                    new FileAccess(Optional.empty()),
                    () -> {
                      throw new AssertionError("a draw without a seed");
                    },
                    () -> now)),
        decider,
        source,
        new CallJournal(off, Calls.add(""), "cni-bridge-fp", "bridge"));
  }
}
