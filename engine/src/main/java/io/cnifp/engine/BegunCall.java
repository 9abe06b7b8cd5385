package io.cnifp.engine;

import io.cnifp.api.CniError;
import io.cnifp.api.CniException;
import io.cnifp.api.CniResponse;
import io.cnifp.engine.handover.CallRecordText;
import io.cnifp.engine.handover.Fields;
import io.cnifp.engine.protocol.CniVersions;
import io.cnifp.engine.protocol.Reply;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Map;

/** A call that another engine has begun, as the launcher hands it over. */
final class BegunCall {
  private final InputStream from;
  private final long input;

  /**
   * Creates a call.
   *
   * @param from the input of the call, and its record after it
   * @param input how many bytes its input has
   */
  BegunCall(InputStream from, long input) {
    this.from = from;
    this.input = input;
  }

  /** Finishes the call. */
  Reply finish(Engine engine, Map<String, String> environment) {
    try {
      byte[] all = from.readAllBytes();
      if (input < 0 || input > all.length) {
        return refused("the input of the call was cut off");
      }
      int end = (int) input;
      Fields begun = Fields.read(ByteBuffer.wrap(all, end, all.length - end));
      return engine.finish(
          environment, new ByteArrayInputStream(all, 0, end), CallRecordText.read(begun, 0));
    } catch (CniException e) {
      return new Reply(new CniResponse.Failure(e.error()), CniVersions.LATEST);
    } catch (IOException e) {
      return refused("the input of the call cannot be read");
    }
  }

  private static Reply refused(String problem) {
    return new Reply(CniResponse.failure(CniError.INTERNAL, problem), CniVersions.LATEST);
  }
}
