import io.cnifp.api.spi.FailpointActionProvider;

/**
 * The built-in failure actions.
 *
 * @provides FailpointActionProvider one provider for each action of the failpoint language whose
 *     name has no dot
 */
@SuppressWarnings("requires-automatic")
module io.cnifp.actions {
  requires io.cnifp.api;
  requires static com.google.auto.service;
  requires static org.jspecify;

  // The commonest first: a lookup ends at the class of the name.
  provides FailpointActionProvider with
      io.cnifp.actions.ErrorActionProvider,
      io.cnifp.actions.OffActionProvider,
      io.cnifp.actions.DelayActionProvider,
      io.cnifp.actions.PanicActionProvider,
      io.cnifp.actions.SleepActionProvider,
      io.cnifp.actions.ReturnActionProvider,
      io.cnifp.actions.ExitActionProvider,
      io.cnifp.actions.KillActionProvider,
      io.cnifp.actions.PatchActionProvider,
      io.cnifp.actions.TruncateActionProvider,
      io.cnifp.actions.AppendActionProvider,
      io.cnifp.actions.PrependActionProvider,
      io.cnifp.actions.AbortActionProvider,
      io.cnifp.actions.PrintActionProvider,
      io.cnifp.actions.PauseActionProvider,
      io.cnifp.actions.HangActionProvider,
      io.cnifp.actions.SpinActionProvider;
}
