package io.cnifp.testkit;

import io.cnifp.api.CniCommand;
import io.cnifp.api.CniRequest;
import io.cnifp.api.CniResponse;
import io.cnifp.api.spi.Delegate;
import io.cnifp.api.spi.DelegateContext;
import io.cnifp.api.spi.DelegateProvider;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * A delegate that records its requests and returns given replies in their order, then successes.
 * Safe for use by several threads.
 */
public final class ScriptedDelegate implements DelegateProvider {
  private final Deque<CniResponse> replies = new ArrayDeque<>();
  private final List<CniRequest> requests = new ArrayList<>();

  /** Creates a delegate without replies. */
  public ScriptedDelegate() {}

  /** Adds a reply after those given before. */
  public synchronized ScriptedDelegate replies(CniResponse reply) {
    replies.add(reply);
    return this;
  }

  /** Returns the requests so far, oldest first. */
  public synchronized List<CniRequest> requests() {
    return List.copyOf(requests);
  }

  /** Returns the commands of the requests so far, oldest first. */
  public List<CniCommand> commands() {
    return requests().stream().map(CniRequest::command).toList();
  }

  @Override
  public Delegate create(DelegateContext context) {
    return this::reply;
  }

  private synchronized CniResponse reply(CniRequest request) {
    requests.add(request);
    CniResponse scripted = replies.poll();
    if (scripted != null) {
      return scripted;
    }
    return CniResponse.success(
        request.command() == CniCommand.ADD
            ? "{\"cniVersion\":\"" + request.cniVersion() + "\"}"
            : "");
  }
}
