package io.cnifp.resident;

import io.cnifp.engine.handover.ActText;
import io.cnifp.engine.handover.CallRecordText;
import io.cnifp.engine.handover.Fields;
import io.cnifp.engine.interception.CallRecord;
import io.cnifp.engine.process.LauncherEnvironment;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * A call as the launcher describes it.
 *
 * @param fields the fields of its frame
 */
record CallRequest(Fields fields) {
  /** Paths that name something else in the server's process. */
  private static final List<String> OWN =
      List.of("/proc/self", "/proc/thread-self", "/dev/fd", "/dev/std");

  /** Returns the name that the runtime called. */
  String name() {
    return fields.text(0);
  }

  /** Returns the launcher's path. */
  String self() {
    return fields.text(1);
  }

  /** Returns what the launcher's process has in common with others. */
  Identity identity() {
    return new Identity(fields.text(2));
  }

  /** Returns the network namespace of the launcher's process, as DEVICE:INODE. */
  String netns() {
    return fields.text(3);
  }

  /** Returns the environment that the runtime gave. */
  Map<String, String> environment() {
    return LauncherEnvironment.of(ActText.environment(fields.bytes(4))).given();
  }

  /** Returns standard input. */
  byte[] input() {
    return fields.bytes(5);
  }

  /** Returns how far the call has got; used once. */
  CallRecord record() {
    return CallRecordText.read(fields, 6);
  }

  /** Returns whether the call may name files that only its own process can open. */
  boolean namesOwnFiles() {
    // Fails if it is not UTF-8, which the server would not pass on byte for byte.
    String environment = fields.text(4);
    String input = new String(fields.bytes(5), StandardCharsets.ISO_8859_1);
    return OWN.stream().anyMatch(own -> environment.contains(own) || input.contains(own));
  }
}
