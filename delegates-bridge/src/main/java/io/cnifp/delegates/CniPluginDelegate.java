package io.cnifp.delegates;

import io.cnifp.api.CniCommand;
import io.cnifp.api.CniRequest;
import io.cnifp.api.CniResponse;
import io.cnifp.api.spi.Delegate;
import io.cnifp.api.spi.DelegateContext;
import io.cnifp.api.spi.Execution;
import java.nio.file.Path;

/**
 * The delegate that is a CNI plugin: an executable in a directory of CNI_PATH, which gets the
 * call's environment and standard input byte for byte. Its reply is read as libcni reads a
 * plugin's.
 */
final class CniPluginDelegate implements Delegate {
  private final DelegateContext context;

  CniPluginDelegate(DelegateContext context) {
    this.context = context;
  }

  @Override
  public CniResponse invoke(CniRequest request) throws InterruptedException {
    Path executable = PluginPath.find(context.type(), request.path(), context.self());
    Execution execution = context.run(executable, request.environment(), request.input());
    if (execution.status() != 0) {
      return FailedExecution.response(context.type(), execution);
    }
    return request.command() == CniCommand.ADD
        ? new CniResponse.Success(execution.output())
        : CniResponse.success("");
  }
}
