package io.cnifp.engine.process;

import io.cnifp.api.CniResponse;
import io.cnifp.engine.protocol.Reply;
import io.cnifp.engine.protocol.ResponseWriter;
import java.io.IOException;
import java.io.OutputStream;

/** The end of a call's process: its bytes, then a signal, a hang or an exit status. */
public final class ProcessExit {
  private final OutputStream stdout;
  private final OutputStream stderr;

  /**
   * Creates the end of a process.
   *
   * @param stdout standard output
   * @param stderr standard error
   */
  public ProcessExit(OutputStream stdout, OutputStream stderr) {
    this.stdout = stdout;
    this.stderr = stderr;
  }

  /**
   * Applies a reply; does not return if it is a signal or a hang.
   *
   * @return the exit status
   */
  public int apply(Reply reply) {
    int status = 1;
    try {
      status = ResponseWriter.write(reply, stdout, stderr);
    } catch (IOException e) {
      // The reply has no reader; only the exit status is left.
    }
    if (reply.response() instanceof CniResponse.Signal signal) {
      SignalExit.by(signal.name());
    } else if (reply.response() instanceof CniResponse.Hang) {
      SignalTermination.hangForever();
    }
    return status;
  }
}
