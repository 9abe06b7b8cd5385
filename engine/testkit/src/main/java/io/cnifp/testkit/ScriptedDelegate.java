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
 * A delegate that records what it is asked and answers as told: the replies given, in their order,
 * then a plain success. Safe for use by several threads.
 */
public final class ScriptedDelegate implements DelegateProvider {
  private final String name;
  private final Deque<CniResponse> replies = new ArrayDeque<>();
  private final List<CniRequest> requests = new ArrayList<>();

  /** Creates a delegate of a name, such as {@code bridge}. */
  public ScriptedDelegate(String name) {
    this.name = name;
  }

  /** Adds a reply behind those given before. */
  public synchronized ScriptedDelegate replies(CniResponse reply) {
    replies.add(reply);
    return this;
  }

  /** The requests so far, oldest first. */
  public synchronized List<CniRequest> requests() {
    return List.copyOf(requests);
  }

  /** The commands of the requests so far, oldest first. */
  public List<CniCommand> commands() {
    return requests().stream().map(CniRequest::command).toList();
  }

  @Override
  public String name() {
    return name;
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
