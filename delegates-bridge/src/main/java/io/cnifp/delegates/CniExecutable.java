package io.cnifp.delegates;

import io.cnifp.api.CniCommand;
import io.cnifp.api.CniRequest;
import io.cnifp.api.CniResponse;
import io.cnifp.api.spi.Delegate;
import io.cnifp.api.spi.DelegateContext;
import java.nio.file.Path;

/**
 * The delegate that is a CNI executable: found in CNI_PATH, given the same environment and the same
 * standard input byte for byte, its reply read as libcni reads a plugin's. The one variable that is
 * added ends loops, see {@link Nesting}.
 */
final class CniExecutable implements Delegate {
  private final DelegateContext context;

  CniExecutable(DelegateContext context) {
    this.context = context;
  }

  @Override
  public CniResponse invoke(CniRequest request) throws InterruptedException {
    Nesting nesting = Nesting.of(request.environment());
    nesting.requireRoom(context.type());
    Path executable = PluginPath.find(context.type(), request.path(), context);
    PluginProcess.Ended ended =
        new PluginProcess(context)
            .run(executable, nesting.within(request.environment()), request.netconf());
    if (ended.status() != 0) {
      return FailedPlugin.response(context.type(), ended);
    }
    return request.command() == CniCommand.ADD
        ? new CniResponse.Success(ended.output())
        : CniResponse.success("");
  }
}
