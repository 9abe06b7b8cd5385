package io.cnifp.engine.golden;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cnifp.engine.Engine;
import io.cnifp.engine.Engines;
import io.cnifp.engine.handover.CallRecordText;
import io.cnifp.engine.interception.CallEvent;
import io.cnifp.engine.interception.CallRecord;
import io.cnifp.engine.protocol.Reply;
import io.cnifp.engine.protocol.ResponseWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;

/** Calls of the engine as of a process, with its built-in actions and delegates. */
final class RecordedCalls {
  private final ByteArrayOutputStream stderr = new ByteArrayOutputStream();
  private final Engine engine;

  RecordedCalls(Path directory) throws IOException {
    Path state = Files.createDirectories(directory.resolve("state"));
    engine = Engines.of(state, stderr, Map.of());
  }

  /**
   * What a runtime sees of a call.
   *
   * @param status the exit status
   * @param events the decisions and acts of the call
   */
  record Answer(int status, String stdout, String stderr, List<CallEvent> events) {}

  Answer call(Map<String, String> environment, String stdin) throws IOException {
    return finish(environment, stdin, List.of());
  }

  /** Finishes a call that has got as far as these events. */
  Answer finish(Map<String, String> environment, String stdin, List<CallEvent> events)
      throws IOException {
    ByteArrayOutputStream stdout = new ByteArrayOutputStream();
    stderr.reset();
    // As one engine hands it to another.
    CallRecord record = CallRecordText.read(CallRecordText.write(new CallRecord(events)));
    Reply reply =
        engine.finish(environment, new ByteArrayInputStream(stdin.getBytes(UTF_8)), record);
    int status = ResponseWriter.write(reply, stdout, stderr);
    return new Answer(status, stdout.toString(UTF_8), stderr.toString(UTF_8), record.events());
  }

  static Path script(Path file, String text) throws IOException {
    Files.writeString(file, "#!/bin/sh\n" + text);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
